package dev.dovetail.workspace;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What of a database a variable holds, as far as its name tells. */
public enum VariableRole {
  URL("{url}"),
  HOST("{host}"),
  PORT("{port}"),
  USER("{user}"),
  PASSWORD("{password}"),
  CREDENTIALS("{user}:{password}"),
  NAME("{database}");

  private static final String DATABASE =
      "(.*_)?(DATABASE|DB|POSTGRES(?:QL)?|PG(?:SQL)?|PSQL|SQLALCHEMY|SQLA|ALEMBIC|SQL|RDS)";
  private static final Pattern OTHERS =
      Pattern.compile(
          "(.*_)?(REDIS|MONGO\\w*|MYSQL|MARIADB|ORACLE|MSSQL|ELASTIC\\w*|CELERY|RABBIT\\w*|AMQP"
              + "|SENTRY|NEO4J|CLICKHOUSE|SQLITE|SNOWFLAKE|CASSANDRA|DYNAMO\\w*|BIGQUERY|REDSHIFT"
              + "|QDRANT|INFLUX\\w*|MEMCACHED?|CHROMA|PINECONE)(_.*)?");

  private final String template;

  VariableRole(String template) {
    this.template = template;
  }

  /** With places for what is filled in, as the configuration has them. */
  public String template() {
    return template;
  }

  /** Empty for a variable that is not known to be of a database of PostgreSQL. */
  public static Optional<VariableRole> of(String variable) {
    String name = variable.toUpperCase(Locale.ROOT).replaceAll("__+", "_");
    if (OTHERS.matcher(name).matches()) {
      return Optional.empty();
    }
    for (VariableRole role : values()) {
      if (role.pattern().matcher(name).matches()) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** The same of an argument, which is about nothing else than the database. */
  public static boolean isUrl(String argument) {
    return argument.toUpperCase(Locale.ROOT).matches("(.*[_-])?(DB|DATABASE)?(URL|URI|DSN)");
  }

  private Pattern pattern() {
    return switch (this) {
      case URL -> Patterns.URL;
      case HOST -> Patterns.HOST;
      case PORT -> Patterns.PORT;
      case USER -> Patterns.USER;
      case PASSWORD -> Patterns.PASSWORD;
      case CREDENTIALS -> Patterns.CREDENTIALS;
      case NAME -> Patterns.NAME;
    };
  }

  private static final class Patterns {
    static final Pattern URL =
        ending(
            "(URL|URI|DSN|STRING|CONN(ECTION)?(_?(STR|STRING|URL|URI))?)"
                + "(_(A?SYNC|TEST|TESTING|DEV|LOCAL|READER|READONLY|RO|MIGRATIONS?|ADMIN|PRIMARY))?");
    static final Pattern HOST = ending("(HOST|HOSTNAME|SERVER|ENDPOINT|ADDR|ADDRESS)");
    static final Pattern PORT = Pattern.compile(DATABASE + "(_?|_.*_)PORT");
    static final Pattern USER = ending("(USER|USERNAME|LOGIN)");
    static final Pattern PASSWORD = ending("(PASS|PASSWORD|PASSWD|PWD|PW)");
    static final Pattern CREDENTIALS = ending("CREDENTIALS");

    /** Only right after what says that it is a database: of a schema or a role it is another. */
    static final Pattern NAME =
        Pattern.compile(DATABASE + "_?(TEST_)?((DB|DATABASE)_?)?(NAME|DB|DATABASE)(_TEST)?");

    private static Pattern ending(String ending) {
      return Pattern.compile(DATABASE + "(_?|_.*_)" + ending);
    }
  }
}
