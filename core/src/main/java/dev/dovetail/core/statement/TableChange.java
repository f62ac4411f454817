package dev.dovetail.core.statement;

import java.util.Optional;

/** One action of ALTER TABLE. */
public sealed interface TableChange {

  record AddColumn(ColumnDefinition column, boolean ifNotExists) implements TableChange {}

  record DropColumn(String column, boolean ifExists, boolean cascade) implements TableChange {}

  record ChangeType(String column, TypeName type, Optional<Expression> using)
      implements TableChange {}

  record SetDefault(String column, Expression value) implements TableChange {}

  record DropDefault(String column) implements TableChange {}

  record SetNotNull(String column) implements TableChange {}

  record DropNotNull(String column) implements TableChange {}

  /** ADD GENERATED ... AS IDENTITY and SET GENERATED; {@code a} or {@code d}. */
  record SetIdentity(String column, String identity) implements TableChange {}

  record DropIdentity(String column, boolean ifExists) implements TableChange {}

  record DropExpression(String column, boolean ifExists) implements TableChange {}

  record AddConstraint(TableConstraint constraint, boolean notValid) implements TableChange {}

  record ValidateConstraint(String constraint) implements TableChange {}

  record DropConstraint(String constraint, boolean ifExists, boolean cascade)
      implements TableChange {}

  record AttachPartition(Name partition, String bound) implements TableChange {}

  record DetachPartition(Name partition) implements TableChange {}

  /** OWNER TO, SET (...), ENABLE ROW LEVEL SECURITY ...: nothing that this model holds. */
  record Immaterial(String text) implements TableChange {}
}
