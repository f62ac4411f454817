package dev.dovetail.workspace;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * What a service says of its migrations, to be seen on rows: a database is brought to a revision,
 * rows are put in, migrations go on, and something is expected of what comes out.
 *
 * @param at the revision that the database is brought to first; empty for an empty database
 * @param sql what is done there
 * @param way where the migrations go then
 * @param twice whether they go there a second time, which is to do nothing
 */
public record MigrationTest(
    String name,
    Optional<String> at,
    Optional<String> sql,
    Way way,
    boolean twice,
    List<Expectation> expectations,
    Origin origin) {

  public MigrationTest {
    expectations = List.copyOf(expectations);
  }

  /** Up, or down, to a revision. */
  public record Way(boolean up, String to) {}

  /** Something that is so afterwards. They are looked at in their order, on one database. */
  public sealed interface Expectation {
    Origin origin();
  }

  /**
   * A query gives these rows; their order counts where the query has one. A value is as {@code
   * psql} shows it, {@code NULL} for null.
   */
  public record Rows(String query, List<List<String>> rows, Origin origin) implements Expectation {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A column is so; what is not said is not looked at.
   *
   * @param table with its schema where that is not {@code public}
   * @param defaultText empty text for no default
   */
  public record ColumnIs(
      String table,
      String column,
      Optional<String> type,
      Optional<Boolean> nullable,
      Optional<String> defaultText,
      Origin origin)
      implements Expectation {}

  /** A statement works; what it does stays. */
  public record Succeeds(String sql, Origin origin) implements Expectation {}

  /** A query gives nothing but {@code true}, in at least one row. */
  public record Holds(String query, Origin origin) implements Expectation {}

  /** A statement is refused. */
  public record Refused(String sql, String sqlstate, Origin origin) implements Expectation {}
}
