package dev.dovetail.guard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A real server for one test class. */
final class Server implements AutoCloseable {

  private final DisposablePostgres server;

  private Server(DisposablePostgres server) {
    this.server = server;
  }

  static Server start() throws Exception {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeTrue(!found.isEmpty(), "no PostgreSQL server on this machine");
    return on(found.get(0));
  }

  static Server on(PostgresBinaries binaries) throws Exception {
    return new Server(DisposablePostgres.start(binaries));
  }

  /** A new database that holds this. */
  PGSimpleDataSource with(String sql) throws Exception {
    Database database = server.fresh();
    if (!sql.isBlank()) {
      database.run(sql);
    }
    return source(database);
  }

  private static PGSimpleDataSource source(Database database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {database.address().host()});
    source.setPortNumbers(new int[] {database.address().port()});
    source.setUser(database.address().user());
    source.setPassword(database.address().password());
    source.setDatabaseName(database.address().database());
    return source;
  }

  static void run(DataSource source, String sql) throws Exception {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
