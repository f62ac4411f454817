package dev.dovetail.core.judge;

/** SQL in a string is not refactored along. */
final class ColumnUnknownToTable extends CertainFailure {

  ColumnUnknownToTable() {
    super(
        "column-unknown-to-table",
        Category.USES,
        "SQL in a migration names a column that its table does not have",
        Cause.COLUMN,
        new Words(
            "at that point of the history the table has no such column",
            "write the name that the column has there, or move the statement to where it exists"));
  }
}
