package dev.dovetail.core.impact;

import dev.dovetail.core.source.Origin;
import java.util.Locale;

/**
 * One thing that a change would touch.
 *
 * @param service whose it is; empty for what belongs to none
 * @param what it is, in a few words, code between back-ticks
 * @param read whether it was understood; else only its text was met, and may mean something else
 * @param test whether it is in a test or a fixture
 */
public record Touch(String service, Kind kind, String what, Origin at, boolean read, boolean test) {

  /** What sort of thing. The order is that of reading. */
  public enum Kind {
    DECLARATION,
    COLUMN,
    DEFAULT,
    DOMAIN,
    CHECK,
    INDEX,
    GENERATED,
    VIEW,
    FUNCTION,
    TRIGGER,
    MIGRATION,
    GUARD,
    FIELD,
    MEMBER,
    NAME,
    STRING,
    SQL,
    TEXT;

    /** The word that users read. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
