package dev.dovetail.postgres;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A connection that stays open, over which texts are sent as they stand: not cut into statements,
 * not parsed on this side, in one message each.
 */
public final class DatabaseSession implements AutoCloseable {

  private static final int MOST_NOTICES = 200;
  private static final int LONGEST_NOTICE = 2000;

  /** As they stand, in whatever transaction there is, and without keeping rows. */
  private static final int FLAGS =
      QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
          | QueryExecutor.QUERY_SUPPRESS_BEGIN
          | QueryExecutor.QUERY_ONESHOT
          | QueryExecutor.QUERY_NO_RESULTS;

  private final BaseConnection connection;
  private final List<String> notices = new ArrayList<>();

  private DatabaseSession(BaseConnection connection) {
    this.connection = connection;
  }

  static DatabaseSession open(Connection connection) throws SQLException {
    return new DatabaseSession(connection.unwrap(BaseConnection.class));
  }

  /**
   * Sends a text at once. Several statements in it are one transaction, as PostgreSQL has it,
   * unless one is open or they begin and end their own.
   */
  public Optional<StatementRefusal> send(String text) {
    Counting handler = new Counting();
    try {
      QueryExecutor executor = connection.getQueryExecutor();
      Query query = executor.wrap(List.of(new NativeQuery(text, SqlCommand.BLANK)));
      executor.execute(query, null, handler, 0, 0, FLAGS);
      return Optional.empty();
    } catch (SQLException refused) {
      return Optional.of(refusal(refused, handler.completed));
    }
  }

  /** Sends a COPY ... FROM stdin and its rows. */
  public Optional<StatementRefusal> copy(String statement, String rows) {
    try {
      new CopyManager(connection).copyIn(statement, new StringReader(rows));
      return Optional.empty();
    } catch (SQLException refused) {
      return Optional.of(refusal(refused, 0));
    } catch (IOException broken) {
      return Optional.of(
          new StatementRefusal("08006", String.valueOf(broken.getMessage()), Optional.empty(), 0));
    }
  }

  /** The first column of a query. */
  public List<String> column(String query) throws ServerException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> column = new ArrayList<>();
      while (result.next()) {
        column.add(Optional.ofNullable(result.getString(1)).orElse(""));
      }
      return column;
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  /** Whether a transaction is open, or has failed and was not yet rolled back. */
  public boolean inTransaction() {
    return connection.getTransactionState() != TransactionState.IDLE;
  }

  /** What the server has said beside its answers since this was last asked, cut at a bound. */
  public List<String> notices() {
    List<String> said = List.copyOf(notices);
    notices.clear();
    return said;
  }

  /** Closes the connection; what is open in it is undone. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It was lost, which undoes as much.
    }
  }

  private static StatementRefusal refusal(SQLException refused, int completed) {
    Optional<ServerErrorMessage> said =
        refused instanceof PSQLException theirs
            ? Optional.ofNullable(theirs.getServerErrorMessage())
            : Optional.empty();
    String message =
        said.map(words -> words(words))
            .orElseGet(() -> String.valueOf(refused.getMessage()).lines().findFirst().orElse(""));
    return new StatementRefusal(
        Optional.ofNullable(refused.getSQLState()).orElse("08006"),
        message,
        said.map(ServerErrorMessage::getPosition).filter(position -> position > 0),
        completed);
  }

  private static String words(ServerErrorMessage said) {
    String detail =
        Optional.ofNullable(said.getDetail())
            .map(text -> " (" + text.replaceAll("\\s*\\n\\s*", " ") + ")")
            .orElse("");
    return String.valueOf(said.getMessage()) + detail;
  }

  /** Counts what was completed before a refusal. */
  private final class Counting extends ResultHandlerBase {
    private int completed;

    @Override
    public void handleResultRows(
        Query fromQuery,
        org.postgresql.core.Field[] fields,
        List<org.postgresql.core.Tuple> tuples,
        org.postgresql.core.ResultCursor cursor) {
      completed++;
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertOid) {
      completed++;
    }

    @Override
    public void handleWarning(SQLWarning warning) {
      if (notices.size() < MOST_NOTICES) {
        String text = String.valueOf(warning.getMessage());
        notices.add(text.length() > LONGEST_NOTICE ? text.substring(0, LONGEST_NOTICE) : text);
      }
    }
  }
}
