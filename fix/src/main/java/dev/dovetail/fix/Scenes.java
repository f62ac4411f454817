package dev.dovetail.fix;

import dev.dovetail.migrations.Draft;
import dev.dovetail.verify.Rehearsal;
import java.util.List;
import java.util.Optional;

/** What is tried of a migration that follows one other. */
final class Scenes {

  private Scenes() {}

  static Rehearsal.Scene after(List<String> parents, Draft draft, boolean goesBack) {
    String below = parents.isEmpty() ? "base" : parents.getFirst();
    return new Rehearsal.Scene(
        draft.revision(),
        List.of(parents),
        goesBack ? Optional.of(below) : Optional.empty(),
        List.of());
  }

  /** Whether the files of a draft say how it is taken back. */
  static boolean goesBack(Desk desk, Draft draft) {
    return !desk.history().tool().equals("sql-folder")
        || draft.files().size() > 1
        || draft.files().values().stream()
            .anyMatch(text -> text.contains("-- +goose Down") || text.contains("-- migrate:down"));
  }
}
