package dev.dovetail.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dovetail.migrations.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A Python on this machine that has Alembic, SQLAlchemy and psycopg2. */
record RealAlembic(String python, String alembic, String sqlalchemy) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENVIRONMENT = ".dovetail/test-env/stacks.properties";

  /** One for each pair of versions; those of the test environment come first. */
  static List<RealAlembic> found() {
    Set<String> candidates = new LinkedHashSet<>(prepared());
    candidates.add("python3");
    candidates.add("/usr/bin/python3");
    Map<String, RealAlembic> found = new LinkedHashMap<>();
    for (String python : candidates) {
      probe(python).ifPresent(real -> found.putIfAbsent(real.versions(), real));
    }
    return List.copyOf(found.values());
  }

  String versions() {
    return "Alembic " + alembic + ", SQLAlchemy " + sqlalchemy;
  }

  Stack stack() {
    String[] parts = sqlalchemy.split("\\.");
    return new Stack(
        Optional.of(parts[0] + "." + parts[1]),
        Optional.of(alembic),
        Optional.of(Stack.Driver.PSYCOPG2));
  }

  /** Runs one command in a folder and says what came of it. */
  JsonNode run(Path folder, Map<String, String> environment, String verb, String revision) {
    try (InputStream script = RealAlembic.class.getResourceAsStream("replay.py")) {
      if (script == null) {
        throw new AssertionError("replay.py is not on the class path");
      }
      String source = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      ProcessBuilder builder =
          new ProcessBuilder(python, "-c", source, verb, revision).redirectErrorStream(true);
      builder.directory(folder.toFile());
      builder.environment().putAll(environment);
      String said = output(builder);
      return JSON.readTree(
          said.lines()
              .filter(line -> line.startsWith("replayed "))
              .findFirst()
              .orElseThrow(() -> new AssertionError("alembic said: " + said))
              .substring("replayed ".length()));
    } catch (IOException e) {
      throw new UncheckedIOException("running alembic in " + folder, e);
    }
  }

  private static List<String> prepared() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(ENVIRONMENT);
      if (Files.isReadable(file)) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
          properties.load(in);
        } catch (IOException e) {
          throw new UncheckedIOException("reading " + file, e);
        }
        List<String> pythons = new ArrayList<>();
        properties.stringPropertyNames().stream()
            .sorted()
            .map(properties::getProperty)
            .filter(value -> value.contains("python"))
            .forEach(pythons::add);
        return pythons;
      }
    }
    return List.of();
  }

  private static Optional<RealAlembic> probe(String python) {
    String ask =
        "import alembic, sqlalchemy, psycopg2; print('has', alembic.__version__,"
            + " sqlalchemy.__version__)";
    try {
      String said = output(new ProcessBuilder(python, "-c", ask).redirectErrorStream(true));
      return said.lines()
          .filter(line -> line.startsWith("has "))
          .findFirst()
          .map(line -> line.split(" "))
          .map(words -> new RealAlembic(python, words[1], words[2]));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String output(ProcessBuilder builder) throws IOException {
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return said;
  }
}
