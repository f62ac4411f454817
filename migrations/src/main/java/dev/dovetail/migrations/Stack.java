package dev.dovetail.migrations;

import java.util.Optional;

/**
 * The versions that decide what migrations do; empty where it is not said.
 *
 * @param sqlalchemy as in {@code 2.0}
 * @param alembic as in {@code 1.19.1}
 */
public record Stack(
    Optional<String> sqlalchemy, Optional<String> alembic, Optional<Driver> driver) {

  /** PostgreSQL drivers of Python. */
  public enum Driver {
    PSYCOPG2,
    PSYCOPG,
    ASYNCPG
  }

  public static Stack unknown() {
    return new Stack(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** This stack, with what it leaves open taken from another. */
  public Stack orElse(Stack other) {
    return new Stack(
        sqlalchemy.or(other::sqlalchemy), alembic.or(other::alembic), driver.or(other::driver));
  }
}
