package dev.dovetail.migrations.alembic;

import dev.dovetail.migrations.Stack;
import dev.dovetail.migrations.Stack.Driver;
import java.util.Optional;

/**
 * The versions at work, where they make a difference.
 *
 * @param said whether anything says which SQLAlchemy it is
 */
record Dialect(VersionNumber sqlalchemy, VersionNumber alembic, Driver driver, boolean said) {

  private static final VersionNumber NEWEST_SQLALCHEMY = VersionNumber.of(2, 1, 1);
  private static final VersionNumber NEWEST_ALEMBIC = VersionNumber.of(1, 20, 0);

  /** What the stack says, and the newest where it says nothing. */
  static Dialect of(Stack stack) {
    VersionNumber sqlalchemy =
        stack.sqlalchemy().flatMap(VersionNumber::parse).orElse(NEWEST_SQLALCHEMY);
    VersionNumber alembic = stack.alembic().flatMap(VersionNumber::parse).orElse(NEWEST_ALEMBIC);
    Driver driver =
        stack.driver().orElse(sqlalchemy.atLeast(2, 1) ? Driver.PSYCOPG : Driver.PSYCOPG2);
    return new Dialect(sqlalchemy, alembic, driver, stack.sqlalchemy().isPresent());
  }

  /** From 2.1 on, a generic Enum heeds create_type, and metadata= binds nothing. */
  boolean enumsAsIn21() {
    return sqlalchemy.atLeast(2, 1);
  }

  /** From 2.1 on, a NUMERIC key is not SERIAL by itself. */
  boolean countsOnlyIntegers() {
    return sqlalchemy.atLeast(2, 1);
  }

  /** SQLAlchemy 1.4 takes a small integer for any integer where asyncpg is the driver. */
  boolean hasSmallSerial() {
    return !(is14() && driver == Driver.ASYNCPG);
  }

  boolean is14() {
    return !sqlalchemy.atLeast(2);
  }

  /**
   * From 2.0 on, a connection executes no mere string. Where nothing says which version it is, who
   * hands it one has an older.
   */
  boolean refusesStrings() {
    return said && !is14();
  }

  /** The type that a bound value is sent with, for a column of this type; empty for none. */
  Optional<String> castOfBind(ColumnType type) {
    boolean asyncpg = driver == Driver.ASYNCPG;
    return switch (type) {
      case ColumnType.Scalar scalar when scalar.affinity() == ColumnType.Affinity.TEXT ->
          driver == Driver.PSYCOPG2 ? Optional.empty() : Optional.of("VARCHAR");
      case ColumnType.Scalar other -> Optional.empty();
      case ColumnType.OfEnum of ->
          asyncpg && !is14() && of.type().nativeEnum()
              ? Optional.of(type.sql(Optional.empty()))
              : Optional.empty();
      case ColumnType.ArrayOf array ->
          asyncpg && is14() ? Optional.empty() : Optional.of(type.sql(Optional.empty()));
      case ColumnType.Missing missing -> Optional.empty();
    };
  }
}
