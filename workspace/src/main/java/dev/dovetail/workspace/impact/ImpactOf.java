package dev.dovetail.workspace.impact;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn.Storage;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.impact.Change;
import dev.dovetail.core.impact.Impact;
import dev.dovetail.core.impact.Reader;
import dev.dovetail.core.impact.Seat;
import dev.dovetail.core.impact.Touch;
import dev.dovetail.core.impact.Touch.Kind;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Gathers what a change of an enum or label touches: what its code declares, what hangs on its
 * types in the schema of the migrations, what migrations did to them, and where code and text speak
 * of it.
 */
public final class ImpactOf {

  private static final Comparator<Touch> ORDER =
      Comparator.comparing(Touch::service)
          .thenComparing(Touch::kind)
          .thenComparing(ImpactOf::path)
          .thenComparingInt(ImpactOf::line);

  private final Tree tree;
  private final List<ServiceFacts> services;
  private final Subject subject;
  private final Set<Touch> touches = new LinkedHashSet<>();
  private final Set<Reader> readers = new LinkedHashSet<>();
  private final Set<Seat> seats = new LinkedHashSet<>();
  private final Set<String> types = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private int dependents;
  private int labels;

  private ImpactOf(Tree tree, List<ServiceFacts> services, Subject subject) {
    this.tree = tree;
    this.services = services;
    this.subject = subject;
  }

  /**
   * Empty where nothing is called so.
   *
   * @param asked {@code EssayStatus}, {@code EssayStatus.uploaded}, {@code essay_status_enum} ...
   */
  public static Optional<Impact> of(
      String asked, Tree tree, List<ServiceFacts> services, Optional<Change> change) {
    boolean isNew = change.filter(Change.Added.class::isInstance).isPresent();
    return Subject.of(asked, services, isNew)
        .map(subject -> new ImpactOf(tree, services, subject).impact(asked, change));
  }

  /** What could have been asked for: enums, types, and labels of the enum that was named. */
  public static List<String> names(String asked, List<ServiceFacts> services) {
    List<String> known = new ArrayList<>(Subject.known(services));
    int dot = asked.lastIndexOf('.');
    if (dot > 0) {
      String name = asked.substring(0, dot);
      Subject.of(name, services, false)
          .ifPresent(subject ->
              Subject.labels(subject, services).forEach(label -> known.add(name + "." + label)));
    }
    return known;
  }

  private Impact impact(String asked, Optional<Change> change) {
    for (DeclaredEnum declared : subject.declared()) {
      declared(declared);
    }
    services.forEach(this::service);
    code();
    List<Touch> sorted = new ArrayList<>(touches);
    sorted.sort(ORDER);
    List<String> effects =
        change
            .map(what ->
                new Effects(
                        subject.stored().stream().sorted().findFirst().orElse(""),
                        typesFor(what),
                        sorted,
                        List.copyOf(readers),
                        dependents)
                    .of(what))
            .orElse(List.of());
    if (subject.declared().size() > 1) {
      notes.add(
          "%d enums are called `%s`; uses of one cannot be told from uses of the others, and all are listed"
              .formatted(subject.declared().size(), subject.name()));
    }
    notes.add(Impact.NOT_ASKED);
    return new Impact(
        asked,
        subject.asked(),
        subject.asked().isPresent() ? subject.stored().stream().sorted().toList() : List.of(),
        List.copyOf(types),
        labels,
        sorted,
        List.copyOf(readers),
        List.copyOf(seats),
        List.of(),
        change,
        effects,
        List.copyOf(notes));
  }

  private void declared(DeclaredEnum declared) {
    labels = Math.max(labels, declared.members().size());
    declared.unknown().ifPresent(why -> notes.add("its members may be others: " + why));
    if (subject.asked().isEmpty()) {
      touch(
          owner(declared.origin()),
          Kind.DECLARATION,
          "`%s(%s)`".formatted(declared.name(), String.join(", ", declared.bases())),
          declared.origin());
    }
    for (DeclaredEnum.Member member : declared.members()) {
      if (subject.asked().isPresent() && subject.words().contains(member.name())) {
        touch(
            owner(member.origin()),
            Kind.DECLARATION,
            "`%s.%s`".formatted(declared.name(), member.name()),
            member.origin());
      }
    }
  }

  private void service(ServiceFacts service) {
    for (Comparison comparison : service.comparisons()) {
      if (subject.isOf(comparison)) {
        comparison.typeName().ifPresent(types::add);
        seats.add(
            new Seat(
                service.name(), comparison.told().map(Schema.EnumType::name), comparison.column()));
        labels = Math.max(labels, comparison.labels().size());
        comparison
            .source()
            .ifPresent(source -> {
              touch(
                  service.name(),
                  Kind.COLUMN,
                  "`%s` in the model%s"
                      .formatted(
                          comparison
                              .column()
                              .map(Comparison.Column::toString)
                              .orElse(source.table() + "." + source.column()),
                          source.storage() == Storage.NATIVE ? "" : ", kept as text or a number"),
                  source.origin());
              readers.add(Readers.of(service, comparison, source));
              if (source.storage() == Storage.TEXT) {
                lists(service, source.table(), source.column());
              }
            });
      }
    }
    service.told().ifPresent(told -> told(service, told));
  }

  /** Checks that keep a column of text to labels. */
  private void lists(ServiceFacts service, String table, String column) {
    service.told().stream()
        .flatMap(told -> told.schema().tables().values().stream())
        .filter(it -> it.name().name().equals(table))
        .flatMap(it -> it.constraints().values().stream())
        .filter(it -> it.kind() == Schema.ConstraintKind.CHECK)
        .filter(it -> Subject.words(Set.of(column)).matcher(it.definition()).find())
        .filter(it -> subject.asked().isEmpty() || subject.isNamedIn(it.definition()))
        .forEach(it ->
            touch(
                service.name(),
                Kind.CHECK,
                "`%s` of `%s`: `%s`".formatted(it.name(), table, it.definition()),
                it.origin()));
  }

  private void told(ServiceFacts service, Told told) {
    for (ObjectName type : subject.types(service)) {
      types.add(type.toString());
      Optional<List<Dependents.Dependent>> found = Dependents.of(told, type);
      if (found.isEmpty()) {
        notes.add("what hangs on `%s` in `%s` is not known".formatted(type, service.name()));
      }
      for (Dependents.Dependent dependent : found.orElse(List.of())) {
        dependents++;
        boolean meant =
            subject.asked().isEmpty()
                || dependent.kind() == Kind.COLUMN
                || dependent.kind() == Kind.FUNCTION
                || subject.isNamedIn(dependent.text());
        if (meant) {
          touch(service.name(), dependent.kind(), dependent.what(), dependent.at());
        }
        if (subject.asked().isPresent() && dependent.kind() == Kind.FUNCTION) {
          notes.add(
              "%s of `%s` takes or gives the type; whether its body names the label is not read"
                  .formatted(dependent.what(), service.name()));
        }
      }
      if (!told.trail().end().doubts().isEmpty()) {
        notes.add(
            "`%s`: parts of its migrations are not understood, so more may hang on `%s`"
                .formatted(service.name(), type));
      }
      for (Migrated.Act act : Migrated.of(told, subject, type)) {
        touch(
            service.name(),
            Kind.MIGRATION,
            "`%s` %s".formatted(act.revision(), act.does()),
            act.at());
      }
    }
  }

  private void code() {
    Set<String> migrations = new HashSet<>();
    for (ServiceFacts service : services) {
      service
          .told()
          .ifPresent(
              told -> told.revisions().stream().map(Revision::file).forEach(migrations::add));
    }
    Set<String> names = new TreeSet<>();
    types.forEach(type -> names.add(type.substring(type.lastIndexOf('.') + 1)));
    UnaryOperator<String> owners = this::owner;
    CodeScan scan = new CodeScan(tree, subject, names, owners, migrations);
    scan.scan();
    touches.addAll(scan.touches());
    readers.addAll(scan.readers());
    notes.addAll(scan.notes());
  }

  /** As SQL writes them: for a label that comes, those that do not have it. */
  private List<String> typesFor(Change change) {
    Set<String> names = new LinkedHashSet<>();
    for (ServiceFacts service : services) {
      for (Comparison comparison : service.comparisons()) {
        comparison
            .told()
            .filter(type -> subject.isOf(comparison))
            .filter(type ->
                !(change instanceof Change.Added)
                    || type.texts().stream().noneMatch(subject.stored()::contains))
            .ifPresent(type -> names.add(type.name().quoted()));
      }
    }
    return List.copyOf(names);
  }

  private void touch(String service, Kind kind, String what, Origin at) {
    touches.add(new Touch(service, kind, what, at, true, false));
  }

  private String owner(Origin origin) {
    return origin instanceof Origin.InFile file ? owner(file.path()) : "";
  }

  /** The service with the longest folder that holds the path. */
  private String owner(String path) {
    String owner = "";
    int longest = -1;
    for (ServiceFacts service : services) {
      String folder = service.path();
      boolean holds = folder.isEmpty() || folder.equals(".") || path.startsWith(folder + "/");
      if (holds && folder.length() > longest) {
        owner = service.name();
        longest = folder.length();
      }
    }
    return owner;
  }

  private static String path(Touch touch) {
    return touch.at() instanceof Origin.InFile file ? file.path() : "";
  }

  private static int line(Touch touch) {
    return touch.at() instanceof Origin.InFile file ? file.span().line() : 0;
  }
}
