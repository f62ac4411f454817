package dev.dovetail.core.compare;

import dev.dovetail.core.declared.DeclaredColumn;
import dev.dovetail.core.declared.DeclaredConstraint;
import dev.dovetail.core.declared.DeclaredIndex;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

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

  /**
   * The model has another primary key.
   *
   * @param actual its columns, in brackets; empty where the table has none
   */
  record PrimaryKeyDiffers(
      ObjectName table,
      DeclaredTable model,
      DeclaredConstraint.PrimaryKey declared,
      Optional<String> actual)
      implements ModelDifference {}

  /**
   * Nothing keeps these columns unique; or something of another name does.
   *
   * @param other that one
   */
  record UniqueMissing(
      ObjectName table,
      DeclaredTable model,
      DeclaredConstraint.Unique declared,
      Optional<String> other)
      implements ModelDifference {}

  /** No such foreign key is there. */
  record ForeignKeyMissing(
      ObjectName table,
      DeclaredTable model,
      DeclaredConstraint.ForeignKey declared,
      DeclaredConstraint.Target target)
      implements ModelDifference {}

  /**
   * The columns refer to something else, or the database acts otherwise.
   *
   * @param says in the words of SQL, as far as the model says it
   * @param is the same of what is there
   */
  record ForeignKeyDiffers(
      ObjectName table,
      DeclaredTable model,
      DeclaredConstraint.ForeignKey declared,
      String says,
      String is)
      implements ModelDifference {}

  /** No check has that name. */
  record CheckMissing(ObjectName table, DeclaredTable model, String name, Origin origin)
      implements ModelDifference {}

  /**
   * No index has that name, or none is over these columns.
   *
   * @param name where the model says it
   * @param columns where they could be read
   * @param other one of another name that does the same
   */
  record IndexMissing(
      ObjectName table,
      DeclaredTable model,
      DeclaredIndex declared,
      Optional<String> name,
      Optional<List<String>> columns,
      Optional<String> other)
      implements ModelDifference {}

  /**
   * The index of that name is another one.
   *
   * @param says in what it differs, as the model has it
   * @param is the same, as it is there
   */
  record IndexDiffers(
      ObjectName table,
      DeclaredTable model,
      DeclaredIndex declared,
      String name,
      String says,
      String is)
      implements ModelDifference {}

  /** A column of a model, and the one that is there. */
  record Pair(
      ObjectName table, DeclaredTable model, DeclaredColumn declared, Schema.Column actual) {}
}
