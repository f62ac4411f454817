package dev.dovetail.cli;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.postgres.PostgresBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The example with seven services, where there is what its migrations need to run. */
final class Classroom {

  private static final Path EXAMPLE = Path.of("../examples/classroom");

  private Classroom() {}

  /** A copy that says which Python to take. */
  static void copyTo(Path folder) throws IOException {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    Optional<String> python = FoundStacks.newest();
    assumeTrue(python.isPresent(), "no Python with Alembic: run scripts/test-env");
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(EXAMPLE.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    StringBuilder services = new StringBuilder();
    try (Stream<Path> all = Files.list(folder.resolve("services"))) {
      for (Path service : all.filter(Files::isDirectory).sorted().toList()) {
        services
            .append("\n[[service]]\npath = \"services/")
            .append(service.getFileName())
            .append("\"\npython = \"")
            .append(python.get())
            .append("\"\n");
      }
    }
    Path configuration = folder.resolve("dovetail.toml");
    Files.writeString(configuration, Files.readString(configuration) + services);
  }
}
