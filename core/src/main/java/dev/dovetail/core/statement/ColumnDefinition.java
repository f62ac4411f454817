package dev.dovetail.core.statement;

import java.util.List;
import java.util.Optional;

/**
 * A column of CREATE TABLE or ADD COLUMN.
 *
 * @param generated the expression of GENERATED ALWAYS AS (...) STORED
 * @param identity {@code a} for always, {@code d} for by default
 * @param constraints the keys and checks written with the column; each names the column itself
 */
public record ColumnDefinition(
    String name,
    TypeName type,
    boolean notNull,
    Optional<Expression> defaultValue,
    Optional<Expression> generated,
    Optional<String> identity,
    List<TableConstraint> constraints) {

  public ColumnDefinition {
    constraints = List.copyOf(constraints);
  }
}
