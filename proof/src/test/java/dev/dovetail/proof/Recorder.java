package dev.dovetail.proof;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dovetail.migrations.Stack.Driver;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Records histories that were written by hand, so that they can be kept among the facts: runs each
 * folder that is named with every Alembic found, and writes its {@code expected.json}.
 */
final class Recorder {

  private Recorder() {}

  public static void main(String[] folders) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    try (DisposablePostgres postgres =
        DisposablePostgres.start(PostgresBinaries.found().getFirst())) {
      for (String folder : folders) {
        ObjectNode expected = mapper.createObjectNode();
        expected.put("postgres", Integer.toString(postgres.major()));
        ObjectNode schemas = expected.putObject("schemas");
        ObjectNode stacks = expected.putObject("stacks");
        for (RealAlembic alembic : RealAlembic.found()) {
          try (RealAlembic.Running running = alembic.start()) {
            for (Driver driver : alembic.drivers()) {
              if (driver == Driver.ASYNCPG) {
                continue; // It wants another env.py.
              }
              Recording recording =
                  new Recording(postgres, alembic, running, driver, Path.of(folder));
              String key = alembic.versions() + " " + driver;
              stacks.set(key, recording.stack());
              schemas.setAll(recording.schemas());
              System.out.println(
                  folder + " " + key + ": " + stacks.path(key).at("/upgrade_head/error/message"));
            }
          }
        }
        Files.writeString(
            Path.of(folder, "expected.json"),
            mapper
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(expected)
                    .replace(Path.of(folder).toAbsolutePath() + "/", "")
                + "\n");
      }
    }
  }
}
