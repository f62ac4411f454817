package dev.dovetail.core.compare;

import dev.dovetail.core.declared.DeclaredColumn;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;

/** One thing in which the models and a schema surely differ: a fact. */
public sealed interface ModelDifference {

  /** No such table is there. */
  record TableMissing(ObjectName table, DeclaredTable model) implements ModelDifference {}

  /** No model speaks of it. */
  record TableExtra(Schema.Table table) implements ModelDifference {}

  /** The model has a column that the table has not. */
  record ColumnMissing(ObjectName table, DeclaredTable model, DeclaredColumn column)
      implements ModelDifference {}

  /** The table has a column that the model has not. */
  record ColumnExtra(ObjectName table, DeclaredTable model, Schema.Column column)
      implements ModelDifference {}

  /**
   * The column is of another type.
   *
   * @param declared as PostgreSQL shows it
   */
  record TypeDiffers(Pair pair, String declared) implements ModelDifference {}

  /** One of them takes NULL. */
  record NullabilityDiffers(Pair pair, boolean modelTakesNull) implements ModelDifference {}

  /**
   * The model says that the database fills the column in, and it does not.
   *
   * @param declared an expression, or words for what has none
   */
  record DefaultMissing(Pair pair, String declared) implements ModelDifference {}

  /**
   * The defaults are written differently; whether they are different takes a server.
   *
   * @param declared an expression
   * @param actual as the catalog shows it
   */
  record DefaultDiffers(Pair pair, String declared, String actual) implements ModelDifference {}

  /** A column of a model, and the one that is there. */
  record Pair(
      ObjectName table, DeclaredTable model, DeclaredColumn declared, Schema.Column actual) {}
}
