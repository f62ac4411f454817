package dev.dovetail.migrations.alembic;

import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.machine.Session;
import java.util.List;
import java.util.Optional;

/** Whether an earlier doubt stands in the way of an answer. */
final class Doubts {

  private Doubts() {}

  /** A doubt that could have changed something of one of these names. */
  static Optional<Doubt> about(Session session, List<String> names) {
    return session.doubts().stream().filter(doubt -> doubt.touches().concerns(names)).findFirst();
  }

  /** A doubt that could have changed anything at all of the schema. */
  static Optional<Doubt> any(Session session) {
    return session.doubts().stream().filter(doubt -> doubt.touches().changesSchema()).findFirst();
  }
}
