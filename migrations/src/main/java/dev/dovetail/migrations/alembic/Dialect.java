package dev.dovetail.migrations.alembic;

import dev.dovetail.migrations.Stack;
import dev.dovetail.migrations.Stack.Driver;

/** The versions at work, where they make a difference. */
record Dialect(VersionNumber sqlalchemy, VersionNumber alembic, Driver driver) {

  private static final VersionNumber NEWEST_SQLALCHEMY = VersionNumber.of(2, 1, 1);
  private static final VersionNumber NEWEST_ALEMBIC = VersionNumber.of(1, 20, 0);

  /** What the stack says, and the newest where it says nothing. */
  static Dialect of(Stack stack) {
    VersionNumber sqlalchemy =
        stack.sqlalchemy().flatMap(VersionNumber::parse).orElse(NEWEST_SQLALCHEMY);
    VersionNumber alembic = stack.alembic().flatMap(VersionNumber::parse).orElse(NEWEST_ALEMBIC);
    Driver driver =
        stack.driver().orElse(sqlalchemy.atLeast(2, 1) ? Driver.PSYCOPG : Driver.PSYCOPG2);
    return new Dialect(sqlalchemy, alembic, driver);
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

  /** Whether bound strings are sent with the type that SQLAlchemy thinks they have. */
  boolean typesItsBinds() {
    return driver != Driver.PSYCOPG2;
  }
}
