package dev.dovetail.fix;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests that share one server. */
abstract class OnServer {

  static DisposablePostgres server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeFalse(found.isEmpty(), "no PostgreSQL server on this machine");
    server = DisposablePostgres.start(found.getFirst());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }
}
