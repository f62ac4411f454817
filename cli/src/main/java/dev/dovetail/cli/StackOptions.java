package dev.dovetail.cli;

import dev.dovetail.migrations.Stack;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The versions that decide what migrations do; what is not said is read from the service. */
@Command
final class StackOptions {

  private static final String ALL = "all";

  @Option(
      names = "--sqlalchemy",
      paramLabel = "VERSION",
      description = "SQLAlchemy: 1.4, 2.0 or 2.1.")
  Optional<String> sqlalchemy = Optional.empty();

  @Option(names = "--alembic", paramLabel = "VERSION", description = "Alembic, as in 1.13.3.")
  Optional<String> alembic = Optional.empty();

  @Option(names = "--driver", description = "psycopg2, psycopg or asyncpg.")
  Optional<Stack.Driver> driver = Optional.empty();

  @Option(
      names = "--postgres",
      paramLabel = "MAJOR",
      description = "PostgreSQL: 12 to 18; for `verify` also all, each that is here.")
  Optional<String> postgres = Optional.empty();

  /** One version, if one was asked for. */
  Optional<Integer> major() {
    return postgres.filter(word -> !word.equals(ALL)).map(StackOptions::number);
  }

  boolean everyMajor() {
    return postgres.filter(ALL::equals).isPresent();
  }

  private static int number(String word) {
    if (!word.matches("1[2-8]")) {
      throw new UsageException("PostgreSQL 12 to 18 are known, not " + word);
    }
    return Integer.parseInt(word);
  }

  Versions versions() {
    if (everyMajor()) {
      throw new UsageException("--postgres all is for `verify`, which runs on each that is here");
    }
    return versionsOnAny();
  }

  /** The same for whoever can do with every version. */
  Versions versionsOnAny() {
    Optional<Integer> major = major();
    if (sqlalchemy.isPresent() && !sqlalchemy.get().matches("[0-9]+(\\.[0-9a-z]+)*")) {
      throw new UsageException("`%s` is no version of SQLAlchemy".formatted(sqlalchemy.get()));
    }
    if (alembic.isPresent() && !alembic.get().matches("[0-9]+(\\.[0-9a-z]+)*")) {
      throw new UsageException("`%s` is no version of Alembic".formatted(alembic.get()));
    }
    return new Versions(new Stack(sqlalchemy, alembic, driver), major);
  }
}
