package dev.dovetail.core.convention;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.source.Origin;
import java.util.Optional;

/**
 * One thing in which a table is not as its convention wants it.
 *
 * @param part as in {@code column topic}
 * @param wanted what the convention says; empty where it has no such thing
 * @param actual what the service has; empty where it lacks it
 * @param at the place in the service to look at
 * @param remedy a statement that would mend it, where there is a plain one
 */
public record Departure(
    ObjectName table,
    String part,
    Optional<String> wanted,
    Optional<String> actual,
    Origin at,
    Optional<String> remedy) {

  /** The same, seen at another place. */
  public Departure at(Origin place) {
    return new Departure(table, part, wanted, actual, place, remedy);
  }
}
