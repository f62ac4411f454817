package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.PythonRaise;
import java.util.Optional;

/** The type of a column, as SQLAlchemy compiles it for PostgreSQL. */
sealed interface ColumnType {

  /** What decides about SERIAL. */
  enum Affinity {
    SMALL_INTEGER,
    INTEGER,
    BIG_INTEGER,
    NUMERIC,
    TEXT,
    OTHER
  }

  record Scalar(String words, Affinity affinity) implements ColumnType {}

  /** An enum: a type of its own, or a VARCHAR that stands in for it. */
  record OfEnum(EnumType type) implements ColumnType {}

  record ArrayOf(ColumnType item, int dimensions) implements ColumnType {}

  /** A column for which no type is written. */
  record Missing(Origin at) implements ColumnType {}

  /** As it stands in a statement about a table of this schema. */
  default String sql(Optional<String> tableSchema) {
    return switch (this) {
      case Scalar scalar -> scalar.words();
      case OfEnum of when !of.type().nativeEnum() -> "VARCHAR(" + of.type().width() + ")";
      case OfEnum of -> {
        var name = of.type().in(tableSchema);
        yield Sql.name(name.schema(), name.name());
      }
      case ArrayOf array -> array.item().sql(tableSchema) + "[]".repeat(array.dimensions());
      case Missing missing ->
          throw PythonRaise.of(
              "sqlalchemy.exc.CompileError",
              "Can't generate DDL for NullType(); did you forget to specify a type on this Column?",
              missing.at());
    };
  }

  /** The enum in it, also through an array. */
  default Optional<EnumType> enumType() {
    return switch (this) {
      case OfEnum of -> Optional.of(of.type());
      case ArrayOf array -> array.item().enumType();
      case Scalar scalar -> Optional.empty();
      case Missing missing -> Optional.empty();
    };
  }

  default Affinity affinity() {
    return this instanceof Scalar scalar ? scalar.affinity() : Affinity.OTHER;
  }
}
