package dev.dovetail.migrations.alembic;

import dev.dovetail.core.history.Revision;
import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.Change;
import dev.dovetail.migrations.Draft;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes a new migration the way the service's others are written. */
final class Drafting {

  private static final int WIDTH = 100;

  private final FileNames names;
  private final String versions;
  private final List<Revision> revisions;
  private final Tree files;
  private final LocalDateTime now;

  private Drafting(
      FileNames names, String versions, List<Revision> revisions, Tree files, LocalDateTime now) {
    this.names = names;
    this.versions = versions;
    this.revisions = revisions;
    this.files = files;
    this.now = now;
  }

  static Drafting of(
      AlembicSettings settings,
      String versions,
      List<Revision> revisions,
      Tree files,
      LocalDateTime now) {
    Function<String, Optional<String>> read =
        path -> files.read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    FileNames names =
        FileNames.of(
            settings.file().filter(file -> file.endsWith(".ini")).flatMap(read).map(IniFile::parse),
            settings.section(),
            // Alembic asks it, too, for what the other does not say.
            read.apply(Paths.join(settings.folder(), "pyproject.toml")));
    return new Drafting(names, versions, revisions, files, now);
  }

  /** Empty where its neighbours are not written for one database alone. */
  Optional<Draft> draft(Change change) {
    Optional<Revision> beside = beside(change);
    Neighbour like =
        beside.map(revision -> Neighbour.of(text(revision))).orElseGet(Neighbour::usual);
    if (like.takesArguments()) {
      return Optional.empty();
    }
    String seed = String.join(" ", change.parents()) + "\n" + change.title() + "\n" + change.up();
    String id =
        new RevisionIds(revisions, now)
            .next(beside.map(Revision::id).orElse(""), names.slug(change.title()), seed);
    String folder = beside.map(revision -> parentOf(revision.file())).orElse(versions);
    String name =
        names.name(
            id,
            change.title(),
            beside.map(revision -> Map.entry(Paths.nameOf(revision.file()), revision.id())),
            now);
    String path = Paths.join(folder, name);
    return files.has(path)
        ? Optional.empty()
        : Optional.of(new Draft(id, new TreeMap<>(Map.of(path, text(change, id, like)))));
  }

  /** The one that it follows; of several the last. */
  private Optional<Revision> beside(Change change) {
    Optional<Revision> last = Optional.empty();
    for (Revision revision : revisions) {
      if (change.parents().contains(revision.id()) || last.isEmpty()) {
        last = Optional.of(revision);
      }
    }
    return last;
  }

  private String text(Revision revision) {
    return files
        .read(revision.file())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }

  private static String parentOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private String text(Change change, String id, Neighbour like) {
    List<String> lines = new ArrayList<>();
    docstring(change, id, like, lines);
    lines.add("");
    List<String> imports = new ArrayList<>(like.imports());
    boolean acts = !change.up().isEmpty() || !change.down().isEmpty();
    if (acts) {
      imports.stream()
          .findFirst()
          .ifPresent(first -> {
            if (!imports.getLast().isEmpty()) {
              imports.add("");
            }
          });
      imports.add("from alembic import op");
    }
    if (!imports.isEmpty()) {
      lines.addAll(imports);
      lines.add("");
    }
    if (like.remark()) {
      lines.add("# revision identifiers, used by Alembic.");
    }
    like.identifiers()
        .forEach((name, hint) -> lines.add(name + hint + " = " + value(name, change, id, like)));
    function("upgrade", change.up(), Optional.empty(), like, lines);
    function("downgrade", change.down(), change.oneWay(), like, lines);
    return String.join("\n", lines) + "\n";
  }

  private void docstring(Change change, String id, Neighbour like, List<String> lines) {
    lines.add("\"\"\"" + doc(change.title()));
    if (!change.about().isEmpty()) {
      lines.add("");
      change.about().forEach(line -> lines.add(doc(line)));
    }
    if (!like.header().isEmpty()) {
      lines.add("");
    }
    for (String line : like.header()) {
      lines.add(
          switch (line) {
            case "Revision ID:" -> line + " " + id;
            case "Revises:" -> (line + " " + String.join(", ", change.parents())).stripTrailing();
            default -> line + " " + date(like);
          });
    }
    if (like.blankAtEnd()) {
      lines.add("");
    }
    lines.add("\"\"\"");
  }

  private String date(Neighbour like) {
    String pattern = like.fractions() ? "yyyy-MM-dd HH:mm:ss.SSSSSS" : "yyyy-MM-dd HH:mm:ss";
    return now.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
  }

  private static String value(String name, Change change, String id, Neighbour like) {
    return switch (name) {
      case "revision" -> PythonText.literal(id, like.quote());
      case "down_revision" -> parents(change.parents(), like.quote());
      default -> "None";
    };
  }

  private static String parents(List<String> parents, char quote) {
    List<String> quoted =
        parents.stream().map(parent -> PythonText.literal(parent, quote)).toList();
    return switch (quoted.size()) {
      case 0 -> "None";
      case 1 -> quoted.getFirst();
      default -> "(" + String.join(", ", quoted) + ")";
    };
  }

  private static void function(
      String name,
      List<Change.Step> steps,
      Optional<String> remark,
      Neighbour like,
      List<String> lines) {
    lines.add("");
    lines.add("");
    lines.add("def " + name + "()" + like.returns() + ":");
    remark.ifPresent(words -> PythonText.remark(words).forEach(line -> lines.add("    " + line)));
    for (Change.Step step : steps) {
      switch (step) {
        case Change.Step.Sql(String sql) -> execute(sql, "    ", lines);
        case Change.Step.Apart(String why, List<String> texts) -> {
          PythonText.remark(why).forEach(line -> lines.add("    " + line));
          lines.add("    with op.get_context().autocommit_block():");
          texts.forEach(sql -> execute(sql, "        ", lines));
        }
      }
    }
    if (steps.isEmpty()) {
      lines.add("    pass");
    }
  }

  private static void execute(String sql, String indent, List<String> lines) {
    String bare = PythonText.withoutParameters(sql);
    if (bare.contains("\n")) {
      lines.add(indent + "op.execute(");
      lines.addAll(PythonText.lines(bare, indent + "    "));
      lines.add(indent + ")");
      return;
    }
    String text = PythonText.literal(bare, '"');
    String line = indent + "op.execute(" + text + ")";
    if (line.length() <= WIDTH) {
      lines.add(line);
    } else {
      lines.addAll(List.of(indent + "op.execute(", indent + "    " + text, indent + ")"));
    }
  }

  /** A docstring's line: nothing in it ends the docstring or is an escape. */
  private static String doc(String line) {
    return PythonText.printable(line).replace("\\", "\\\\").replace("\"\"\"", "'''");
  }
}
