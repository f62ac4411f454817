package dev.dovetail.fix;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.judge.Edit;
import dev.dovetail.core.judge.Suggestion;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.OverlayTree;
import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.Change;
import dev.dovetail.migrations.Draft;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.postgres.Dependents;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.workspace.edit.Settling;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where remedies are written: a service's history, its files, and the time.
 *
 * @param replayed what the migrations really make, where that can be had here
 */
record Desk(
    MigrationTree history,
    Told told,
    Tree files,
    LocalDateTime now,
    Supplier<Optional<Head>> replayed) {

  /** What the migrations really make, and what hangs on what there. */
  record Head(Schema schema, Dependents dependents) {}

  private static final Pattern DOCSTRING = Pattern.compile("^\\s*[rR]?\"\"\"(.*)$");

  /** The same where files hold something else. */
  Desk with(SortedMap<String, String> texts) {
    Tree edited = new OverlayTree(files, texts);
    return new Desk(history, told, edited, now, replayed);
  }

  Optional<Draft> write(Change change) {
    return history.draft(change, files, now);
  }

  List<String> heads() {
    return history.heads();
  }

  /** A revision that follows the one head there is, or none where there are several. */
  Optional<List<String>> onlyHead() {
    return heads().size() > 1 ? Optional.empty() : Optional.of(heads());
  }

  String text(String path) {
    return files.read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
  }

  /** What files hold after these edits; empty where one of them has no place in them. */
  Optional<SortedMap<String, String>> edited(List<Edit> edits) {
    Settling settling = new Settling(files, new Modules(files));
    return settling
        .settled(new Suggestion("", Suggestion.Safety.UNSAFE, edits, List.of()))
        .map(settling::applied);
  }

  /** The first line of the docstring of a class, by the place of the class. */
  Optional<String> purpose(Origin origin) {
    if (!(origin instanceof Origin.InFile place) || !place.path().endsWith(".py")) {
      return Optional.empty();
    }
    return text(place.path())
        .lines()
        .skip(place.span().line())
        .dropWhile(line -> !line.contains("\"\"\"") && (line.isBlank() || !line.contains("=")))
        .findFirst()
        .map(DOCSTRING::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1).replaceFirst("\"\"\".*$", "").strip())
        .filter(line -> !line.isEmpty());
  }
}
