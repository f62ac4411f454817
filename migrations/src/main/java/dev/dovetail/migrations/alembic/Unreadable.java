package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;

/**
 * An argument that is not known, or says more than this reader understands. Never leaves the room.
 */
final class Unreadable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Origin at;

  /**
   * @param reason half a sentence that reads after "because"
   */
  Unreadable(String reason, Origin at) {
    super(reason, null, false, false);
    this.at = at;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  Origin at() {
    return at;
  }
}
