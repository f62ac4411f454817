package dev.dovetail.workspace.impact;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.Written;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.plan.Side;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.source.Tree;
import dev.dovetail.python.modules.Module;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.python.writes.EnumWrites;
import dev.dovetail.python.writes.Sought;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks through all code of a service for what it writes to a column: its own folder, and what is
 * nobody's in particular. Tests and migrations do not run as the service.
 */
public final class CodeWriters implements Side.Writers {

  /** More are not parsed for one answer. */
  private static final int MOST = 4_000;

  private static final int LARGEST = 2 << 20;

  private static final Set<String> WITH_MODELS =
      Set.of("cs", "ex", "exs", "go", "groovy", "java", "kt", "kts", "php", "rb", "rs", "scala");

  private static final Set<String> WITH_SQL = Set.of("js", "jsx", "mjs", "sh", "sql", "ts", "tsx");

  private static final Pattern MAPPERS =
      Pattern.compile(
          "@Entity|\\bsequelize\\b|\\bknex\\b|\\bprisma\\b|\\bpgTable\\b|\\btypeorm\\b");

  /** The code of a service, or why it cannot be looked through. */
  private record Code(List<PythonFile> files, Optional<Written.Unsure> unsure) {}

  private final Tree tree;
  private final Modules modules;
  private final List<ServiceFacts> services;
  private final Set<String> migrations = new HashSet<>();
  private final Map<String, Code> read = new HashMap<>();

  public CodeWriters(Tree tree, Modules modules, List<ServiceFacts> services) {
    this.tree = tree;
    this.modules = modules;
    this.services = List.copyOf(services);
    for (ServiceFacts service : services) {
      service
          .told()
          .ifPresent(
              told -> told.revisions().stream().map(Revision::file).forEach(migrations::add));
    }
  }

  @Override
  public Written of(ServiceFacts service, EnumColumn column) {
    Optional<DeclaredEnum> declared = column.declared();
    if (declared.isEmpty() || !(column.origin() instanceof Origin.InFile at)) {
      return new Written.Unsure("its labels are written at the column", column.origin());
    }
    Code code = read.computeIfAbsent(service.path(), any -> read(service, at));
    return code.unsure()
        .<Written>map(why -> why)
        .or(() -> elsewhere(service, column.table()))
        .orElseGet(() ->
            EnumWrites.of(
                code.files(),
                new Sought(
                    simple(declared.get().name()),
                    members(declared.get(), column.labels()),
                    column.table(),
                    column.column(),
                    at)));
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static Map<String, String> members(DeclaredEnum declared, List<Label> labels) {
    Map<Origin, String> byOrigin = new HashMap<>();
    labels.forEach(label -> byOrigin.putIfAbsent(label.origin(), label.text()));
    Map<String, String> members = new HashMap<>();
    for (DeclaredEnum.Member member : declared.members()) {
      Optional.ofNullable(byOrigin.get(member.origin()))
          .or(() -> member.aliasOf().flatMap(other -> Optional.ofNullable(members.get(other))))
          .ifPresent(label -> members.put(member.name(), label));
    }
    return members;
  }

  // ---- which files are the service's

  private Code read(ServiceFacts service, Origin.InFile at) {
    List<PythonFile> files = new ArrayList<>();
    for (String path : own(service)) {
      if (!path.endsWith(".py")) {
        continue;
      }
      if (files.size() == MOST) {
        return unsure("its code is too much to be looked through", at);
      }
      Optional<PythonFile> file = modules.parse(path);
      if (file.isPresent()) {
        if (!file.get().errors().isEmpty()) {
          return unsure(
              "not all of this file is understood",
              new Origin.InFile(path, file.get().errors().getFirst().span()));
        }
        Optional<Written.Unsure> foreign = foreign(service, file.get());
        if (foreign.isPresent()) {
          return new Code(List.of(), foreign);
        }
        files.add(file.get());
      }
    }
    return new Code(List.copyOf(files), Optional.empty());
  }

  private static Code unsure(String reason, Origin at) {
    return new Code(List.of(), Optional.of(new Written.Unsure(reason, at)));
  }

  /** Its own files, and those that are no other service's. */
  private List<String> own(ServiceFacts service) {
    return tree.files().stream()
        .filter(path -> !migrations.contains(path) && !TestFiles.neverRuns(path))
        .filter(path -> owner(path).filter(folder -> !folder.equals(service.path())).isEmpty())
        .toList();
  }

  /** The longest folder of a service that holds the file. */
  private Optional<String> owner(String path) {
    return services.stream()
        .map(ServiceFacts::path)
        .filter(folder -> folder.isEmpty() || path.equals(folder) || path.startsWith(folder + "/"))
        .max((one, other) -> Integer.compare(one.length(), other.length()));
  }

  /** Code of another service that runs in this one. */
  private Optional<Written.Unsure> foreign(ServiceFacts service, PythonFile file) {
    for (Node.Stmt statement : Descent.importing(file.body())) {
      switch (statement) {
        case Node.Import whole -> {
          for (Node.Alias alias : whole.names()) {
            if (isForeign(service, modules.find(alias.name(), file.path()))
                || modules.isLost(alias.name(), file.path())) {
              return Optional.of(foreign(alias.name(), file, alias.span()));
            }
          }
        }
        case Node.ImportFrom from -> {
          String name = from.module().orElse("");
          Optional<Module> module =
              from.level() == 0
                  ? modules.find(name, file.path())
                  : modules.relative(from.level(), name, file.path());
          if (isForeign(service, module)
              || from.level() == 0 && modules.isLost(name, file.path())) {
            return Optional.of(foreign(name, file, from.span()));
          }
        }
        default -> {
          // Nothing else imports.
        }
      }
    }
    return Optional.empty();
  }

  private static Written.Unsure foreign(String name, PythonFile file, Span span) {
    return new Written.Unsure(
        "`%s` is imported from another service".formatted(name),
        new Origin.InFile(file.path(), span));
  }

  private boolean isForeign(ServiceFacts service, Optional<Module> module) {
    return module
        .flatMap(found -> found.file().or(found::folder))
        .flatMap(this::owner)
        .filter(folder -> !folder.equals(service.path()))
        .isPresent();
  }

  // ---- other languages

  private Optional<Written> elsewhere(ServiceFacts service, String table) {
    String word = Pattern.quote(table);
    Pattern quoted = Pattern.compile("[\"'`]" + word + "[\"'`]");
    Pattern sql =
        Pattern.compile(
            "\\b(?:insert\\s+into|update(?:\\s+only)?|merge\\s+into|copy)\\s+(?:\\S+\\.)?[\"`]?"
                + word
                + "\\b",
            Pattern.CASE_INSENSITIVE);
    for (String path : own(service)) {
      String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      boolean models = WITH_MODELS.contains(ending);
      if (!models && !WITH_SQL.contains(ending)) {
        continue;
      }
      byte[] bytes = tree.read(path).orElse(new byte[0]);
      String text = bytes.length > LARGEST ? "" : new String(bytes, StandardCharsets.UTF_8);
      boolean writes =
          bytes.length > LARGEST
              || sql.matcher(text).find()
              || quoted.matcher(text).find() && (models || MAPPERS.matcher(text).find());
      if (writes) {
        return Optional.of(
            new Written.Unsure(
                "code that is not Python may write to `%s`".formatted(table),
                new Origin.InFile(path, Span.at(1, 1))));
      }
    }
    return Optional.empty();
  }
}
