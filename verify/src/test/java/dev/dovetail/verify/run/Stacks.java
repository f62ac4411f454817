package dev.dovetail.verify.run;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** What is on this machine to run migrations with: Pythons that have Alembic, and a server. */
public record Stacks(String name, String python, List<String> drivers) {

  private static final String PREPARED = ".dovetail/test-env/stacks.properties";

  /** Those that scripts/test-env has prepared. */
  static List<Stacks> all() {
    Optional<Path> file = prepared();
    assumeTrue(file.isPresent(), "no " + PREPARED + ": run scripts/test-env");
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file.get())) {
      properties.load(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    List<Stacks> found = new ArrayList<>();
    for (String key : properties.stringPropertyNames().stream().sorted().toList()) {
      if (key.endsWith(".python")) {
        String name = key.substring(0, key.indexOf('.'));
        String drivers = properties.getProperty(name + ".drivers", "");
        found.add(new Stacks(name, properties.getProperty(key), List.of(drivers.split(","))));
      }
    }
    return found;
  }

  /** The newest. */
  public static Stacks any() {
    List<Stacks> all = all();
    assumeFalse(all.isEmpty(), "no Python with Alembic on this machine");
    return all.getLast();
  }

  public static DisposablePostgres server() {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeFalse(found.isEmpty(), "no PostgreSQL server on this machine");
    try {
      return DisposablePostgres.start(found.getFirst());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Path> prepared() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(PREPARED);
      if (Files.isReadable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
