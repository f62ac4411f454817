package dev.dovetail.postgres;

import dev.dovetail.core.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * What a database holds, asked again and again at one connection: a new one costs as much as the
 * questions. It is idle in between, and holds nothing.
 */
public final class Catalog implements AutoCloseable {

  /** Statements are kept by the server from the first time on. */
  private static final Map<String, String> KEPT = Map.of("prepareThreshold", "1");

  private final Address address;
  private Optional<Connection> open = Optional.empty();

  public Catalog(Database database) {
    this.address = database.address();
  }

  /** What is there now. */
  public Schema read() throws ServerException {
    try {
      return Introspection.read(connection(), address.database());
    } catch (SQLException e) {
      close();
      if (!isBroken(e)) {
        throw new ServerException(e);
      }
    }
    // Somebody ended the connection since the last time.
    try {
      return Introspection.read(connection(), address.database());
    } catch (SQLException e) {
      close();
      throw new ServerException(e);
    }
  }

  private Connection connection() throws SQLException {
    if (open.isEmpty()) {
      open = Optional.of(address.connect("dovetail", KEPT));
    }
    return open.get();
  }

  private static boolean isBroken(SQLException e) {
    String state = Optional.ofNullable(e.getSQLState()).orElse("08000");
    return state.startsWith("08") || state.startsWith("57P");
  }

  @Override
  public void close() {
    open.ifPresent(connection -> {
      try {
        connection.close();
      } catch (SQLException e) {
        // The server is gone, and the connection with it.
      }
    });
    open = Optional.empty();
  }
}
