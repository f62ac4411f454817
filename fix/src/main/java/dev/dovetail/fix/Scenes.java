package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.migrations.Draft;
import dev.dovetail.verify.Rehearsal;
import java.util.List;
import java.util.Optional;

/** What is tried of a migration that follows one other. */
final class Scenes {

  private Scenes() {}

  static Rehearsal.Scene after(Desk desk, List<String> parents, Draft draft) {
    return new Rehearsal.Scene(
        draft.revision(),
        List.of(parents),
        below(desk, parents, draft),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with a row for each of these labels in a column. */
  static Rehearsal.Scene withRows(
      Desk desk, Draft draft, Optional<Comparison.Column> column, List<String> labels) {
    return new Rehearsal.Scene(
        draft.revision(),
        List.of(desk.heads()),
        below(desk, desk.heads(), draft),
        column.map(place -> new Rehearsal.Seeds(place.table(), place.name(), labels)),
        column.map(place -> question(place.table(), place.name())));
  }

  /** What stands in a column, to be asked whatever its type is. */
  static String question(ObjectName table, String column) {
    return "SELECT %s::text FROM %s ORDER BY 1"
        .formatted(Identifiers.quote(column), table.quoted());
  }

  /** What the tool is told so that it takes just this one back; empty where it cannot. */
  static Optional<String> below(Desk desk, List<String> parents, Draft draft) {
    return goesBack(desk, draft)
        ? Optional.of(parents.isEmpty() ? "base" : parents.getFirst())
        : Optional.empty();
  }

  /** Whether the files of a draft say how it is taken back. */
  private static boolean goesBack(Desk desk, Draft draft) {
    return !desk.history().tool().equals("sql-folder")
        || draft.files().size() > 1
        || draft.files().values().stream()
            .anyMatch(text -> text.contains("-- +goose Down") || text.contains("-- migrate:down"));
  }
}
