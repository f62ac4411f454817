package dev.dovetail.core.compare;

import java.util.Optional;

/**
 * A user's word on which type or column an enum of the code is kept in.
 *
 * @param enumName as the code calls it, perhaps with its module before it: {@code EssayStatus},
 *     {@code common_core.status_enums.EssayStatus}
 * @param type as in {@code public.essay_status}; without a schema it is any schema's
 * @param column as in {@code essay_states.status}
 * @param persisted what is stored of a member, where the user says so
 */
public record Binding(
    String enumName,
    Optional<String> type,
    Optional<String> column,
    Optional<Persisted> persisted) {

  /** What of a member reaches the database. */
  public enum Persisted {
    NAMES,
    VALUES
  }
}
