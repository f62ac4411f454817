package dev.dovetail.core.compare;

import java.util.Optional;

/**
 * A user's word on where an enum of the code is kept: which type, which column, or which table of
 * codes.
 *
 * @param enumName as the code calls it, perhaps with its module before it: {@code EssayStatus},
 *     {@code common_core.status_enums.EssayStatus}
 * @param type as in {@code public.essay_status}; without a schema it is any schema's
 * @param column as in {@code essay_states.status}
 * @param lookup a column of a table whose rows are the labels, as in {@code order_statuses.code}
 * @param persisted what is stored of a member, where the user says so
 */
public record Binding(
    String enumName,
    Optional<String> type,
    Optional<String> column,
    Optional<String> lookup,
    Optional<Persisted> persisted) {

  /** What of a member reaches the database. */
  public enum Persisted {
    NAMES,
    VALUES
  }
}
