package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import dev.dovetail.migrations.Change;
import dev.dovetail.migrations.Draft;
import dev.dovetail.verify.Rehearsal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Labels that the code may write are added to their type, each at its place in the code. No table
 * is written anew, and rows stay as they are.
 *
 * @param comparisons of the type, with the columns that hold it
 */
record AddLabels(EnumType type, List<Comparison> comparisons) implements Remedy {

  private static final String RULE = "label-missing-in-database";

  AddLabels {
    comparisons = List.copyOf(comparisons);
  }

  static List<AddLabels> among(List<Comparison> all) {
    Map<ObjectName, List<Comparison>> byType = new LinkedHashMap<>();
    for (Comparison comparison : all) {
      boolean lacks = comparison.drifts().stream().anyMatch(Drift.Missing.class::isInstance);
      comparison
          .told()
          .filter(type -> lacks)
          .ifPresent(type ->
              byType.computeIfAbsent(type.name(), name -> new ArrayList<>()).add(comparison));
    }
    return byType.values().stream()
        .map(several -> new AddLabels(several.getFirst().told().orElseThrow(), several))
        .toList();
  }

  @Override
  public String title() {
    int count = additions().size();
    return "add %s to %s".formatted(count == 1 ? "1 label" : count + " labels", shown());
  }

  private String shown() {
    ObjectName name = type.name();
    return name.schema().equals("public") ? name.name() : name.toString();
  }

  @Override
  public List<String> rules() {
    return List.of(RULE);
  }

  @Override
  public boolean mends(Finding finding) {
    return finding.rule().equals(RULE) && finding.subject().endsWith(" " + type.name());
  }

  @Override
  public List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    comparisons.forEach(comparison -> comparison.name().ifPresent(names::add));
    names.add(type.name().name());
    names.add(type.name().toString());
    return List.copyOf(names);
  }

  /** A label, and where it goes. */
  private record Addition(String label, String position) {}

  /** In an order in which each finds the neighbour that it names. */
  private List<Addition> additions() {
    List<Addition> additions = new ArrayList<>();
    List<String> there = new ArrayList<>(type.texts());
    for (Comparison comparison : comparisons) {
      Set<String> missing = new LinkedHashSet<>();
      for (Drift drift : comparison.drifts()) {
        if (drift instanceof Drift.Missing lacking) {
          missing.add(lacking.label().text());
        }
      }
      List<String> labels = comparison.labels().stream().map(Label::text).distinct().toList();
      for (int i = 0; i < labels.size(); i++) {
        if (missing.contains(labels.get(i)) && !there.contains(labels.get(i))) {
          additions.add(placed(labels, i, there));
        }
      }
    }
    return additions;
  }

  private static Addition placed(List<String> labels, int at, List<String> there) {
    String label = labels.get(at);
    for (int i = at - 1; i >= 0; i--) {
      int place = there.indexOf(labels.get(i));
      if (place >= 0) {
        there.add(place + 1, label);
        return new Addition(label, " AFTER " + Identifiers.literal(labels.get(i)));
      }
    }
    for (int i = at + 1; i < labels.size(); i++) {
      int place = there.indexOf(labels.get(i));
      if (place >= 0) {
        there.add(place, label);
        return new Addition(label, " BEFORE " + Identifiers.literal(labels.get(i)));
      }
    }
    there.add(label);
    return new Addition(label, "");
  }

  /** All of its labels afterwards. */
  private List<String> wanted() {
    List<String> labels = new ArrayList<>(type.texts());
    for (Addition addition : additions()) {
      int space = addition.position().indexOf('\'');
      if (space < 0) {
        labels.add(addition.label());
        continue;
      }
      String neighbour =
          labels.stream()
              .filter(
                  label -> Identifiers.literal(label).equals(addition.position().substring(space)))
              .findFirst()
              .orElse("");
      boolean after = addition.position().startsWith(" AFTER");
      labels.add(labels.indexOf(neighbour) + (after ? 1 : 0), addition.label());
    }
    return labels;
  }

  @Override
  public List<Draft> drafts(Desk desk) {
    return desk.onlyHead().stream()
        .flatMap(head -> changes(desk, head).stream())
        .flatMap(change -> desk.write(change).stream())
        .toList();
  }

  @Override
  public String unwritten() {
    return "the history has several heads, or does not show how a new migration is written";
  }

  private List<Change> changes(Desk desk, List<String> head) {
    List<String> statements =
        additions().stream()
            .map(addition ->
                "ALTER TYPE %s ADD VALUE IF NOT EXISTS %s%s"
                    .formatted(
                        Names.sql(type.name()),
                        Identifiers.literal(addition.label()),
                        addition.position()))
            .toList();
    List<Change.Step> apart =
        List.of(
            new Change.Step.Apart(
                "A label cannot be used in the transaction that adds it: each is committed at"
                    + " once.",
                statements));
    List<Change.Step> together =
        statements.stream().<Change.Step>map(Change.Step.Sql::new).toList();
    return List.of(change(desk, head, apart), change(desk, head, together));
  }

  private Change change(Desk desk, List<String> head, List<Change.Step> up) {
    return new Change(
        "Add %s to %s"
            .formatted(
                additions().size() == 1 ? "a label" : additions().size() + " labels", shown()),
        about(desk),
        head,
        up,
        List.of(),
        Optional.of(
            "PostgreSQL cannot take a label from a type. The labels stay, which disturbs nothing"
                + " that runs: rows may hold them by now, and the upgrade passes over those that"
                + " are there."));
  }

  private List<String> about(Desk desk) {
    List<String> about = new ArrayList<>();
    Set<String> said = new LinkedHashSet<>();
    for (Comparison comparison : comparisons) {
      comparison.declared().ifPresent(declared -> said.add(sentence(desk, declared)));
    }
    about.addAll(said);
    List<String> columns =
        comparisons.stream()
            .flatMap(comparison -> comparison.column().stream())
            .map(Comparison.Column::toString)
            .distinct()
            .toList();
    if (!columns.isEmpty()) {
      about.add("Stored in %s.".formatted(String.join(", ", columns)));
    }
    about.add("");
    about.add("Its labels after this revision:");
    about.add("");
    Collection<String> old = new LinkedHashSet<>(type.texts());
    wanted().forEach(label -> about.add("    " + label + (old.contains(label) ? "" : "  (new)")));
    return about;
  }

  private static String sentence(Desk desk, DeclaredEnum declared) {
    String place = declared.origin() instanceof Origin.InFile file ? " (" + file.path() + ")" : "";
    return declared.name()
        + place
        + desk.purpose(declared.origin()).map(words -> ": " + words).orElse(".");
  }

  @Override
  public Optional<Rehearsal.Scene> scene(Desk desk, Draft draft) {
    return Optional.of(Scenes.after(desk, desk.heads(), draft));
  }

  @Override
  public Optional<String> objection(
      List<SchemaDifference> made, Schema after, List<Comparison> enums) {
    Optional<SchemaDifference> other = made.stream().filter(change -> !isOwn(change)).findFirst();
    if (other.isPresent()) {
      return Optional.of("it changes more than the type: " + other.get().words());
    }
    List<String> labels =
        Optional.ofNullable(after.enums().get(type.name())).map(EnumType::texts).orElse(List.of());
    if (!labels.equals(wanted())) {
      return Optional.of(
          "`%s` has the labels %s then".formatted(type.name(), String.join(", ", labels)));
    }
    return enums.stream()
        .filter(comparison ->
            comparison.told().filter(own -> own.name().equals(type.name())).isPresent())
        .filter(comparison -> !comparison.missing().isEmpty())
        .findFirst()
        .map(comparison ->
            "`%s` still lacks %s".formatted(type.name(), String.join(", ", comparison.missing())));
  }

  private boolean isOwn(SchemaDifference change) {
    return change.part().kind().equals("type")
        && change.part().name().equals(type.name().toString());
  }

  @Override
  public boolean mayStay(SchemaDifference left) {
    return isOwn(left);
  }

  @Override
  public String stays() {
    return "the labels stay, as PostgreSQL cannot take them back";
  }
}
