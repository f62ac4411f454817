package dev.dovetail.fix;

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
        List.of(),
        Optional.empty());
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
