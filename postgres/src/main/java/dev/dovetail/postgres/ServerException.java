package dev.dovetail.postgres;

import java.sql.SQLException;
import java.util.Optional;

/** What a server said against a statement, or why it could not be asked. */
public final class ServerException extends Exception {
  private static final long serialVersionUID = 1;

  private final String sqlstate;

  ServerException(SQLException cause) {
    super(String.valueOf(cause.getMessage()), cause);
    this.sqlstate = Optional.ofNullable(cause.getSQLState()).orElse("");
  }

  /** As an exception, for whoever cannot go on. */
  public ServerException(StatementRefusal refusal) {
    super(refusal.message());
    this.sqlstate = refusal.sqlstate();
  }

  /** The server was not asked, or did not answer. */
  public ServerException(String message) {
    super(message);
    this.sqlstate = "";
  }

  /** Five characters; empty where the connection itself failed without one. */
  public String sqlstate() {
    return sqlstate;
  }
}
