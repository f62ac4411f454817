package dev.dovetail.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dovetail.migrations.Stack;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A Python on this machine that has Alembic, SQLAlchemy and psycopg2. */
record RealAlembic(String python, String alembic, String sqlalchemy, List<Stack.Driver> drivers) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENVIRONMENT = ".dovetail/test-env/stacks.properties";

  /** Asked once: each is started for it. */
  private static final class Found {
    static final List<RealAlembic> ALL = look();
  }

  /** One for each pair of versions; those of the test environment come first. */
  static List<RealAlembic> found() {
    return Found.ALL;
  }

  private static List<RealAlembic> look() {
    Set<String> candidates = new LinkedHashSet<>(prepared());
    candidates.add("python3");
    candidates.add("/usr/bin/python3");
    Map<String, RealAlembic> found = new LinkedHashMap<>();
    for (String python : candidates) {
      try (Running running = new Running(python)) {
        running.versions(python).ifPresent(real -> found.putIfAbsent(real.versions(), real));
      } catch (IOException e) {
        // There is no such program here, or it cannot do what is asked of it.
      }
    }
    return List.copyOf(found.values());
  }

  String versions() {
    return "Alembic " + alembic + ", SQLAlchemy " + sqlalchemy;
  }

  /** SQLAlchemy's version without its last part. */
  String generation() {
    String[] parts = sqlalchemy.split("\\.");
    return parts[0] + "." + parts[1];
  }

  Stack stack(Stack.Driver driver) {
    return new Stack(Optional.of(generation()), Optional.of(alembic), Optional.of(driver));
  }

  /** Whether it can import the module. */
  boolean has(String module) {
    try {
      return new ProcessBuilder(python, "-c", "import " + module)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      throw new UncheckedIOException("starting " + python, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Starts it, warm for many commands. */
  Running start() {
    try {
      Running running = new Running(python);
      running.versions(python);
      return running;
    } catch (IOException e) {
      throw new UncheckedIOException("starting " + python, e);
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

  /** A process that has imported everything, and forks for each request. */
  static final class Running implements AutoCloseable {

    private final Process process;
    private final BufferedWriter asks;
    private final BufferedReader answers;

    private Running(String python) throws IOException {
      ProcessBuilder builder = new ProcessBuilder(python, "-c", script());
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      this.process = builder.start();
      this.asks =
          new BufferedWriter(
              new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
      this.answers =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Runs commands such as {@code upgrade head} in a folder, up to the first that fails. */
    JsonNode run(Path folder, Map<String, String> environment, List<List<String>> commands) {
      ObjectNode request = request(folder, environment);
      request.set("commands", JSON.valueToTree(commands));
      return ask(request);
    }

    /** Runs one {@code upgrade} for each revision, in Alembic's order. */
    JsonNode runEach(Path folder, Map<String, String> environment) {
      return ask(request(folder, environment).put("each", true));
    }

    @Override
    public void close() {
      try {
        asks.close();
      } catch (IOException e) {
        // It is gone already.
      }
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static ObjectNode request(Path folder, Map<String, String> environment) {
      ObjectNode request = JSON.createObjectNode().put("folder", folder.toString());
      request.set("environment", JSON.valueToTree(environment));
      return request;
    }

    private JsonNode ask(ObjectNode request) {
      try {
        asks.write(JSON.writeValueAsString(request));
        asks.newLine();
        asks.flush();
        String line = answers.readLine();
        if (line == null) {
          throw new AssertionError("Alembic went away");
        }
        JsonNode answer = JSON.readTree(line);
        if (answer.has("crash")) {
          throw new AssertionError("Alembic said: " + answer.path("crash").asText());
        }
        return answer;
      } catch (IOException e) {
        throw new UncheckedIOException("asking Alembic", e);
      }
    }

    private Optional<RealAlembic> versions(String python) throws IOException {
      String line = answers.readLine();
      if (line == null || !line.startsWith("{")) {
        return Optional.empty();
      }
      JsonNode has = JSON.readTree(line);
      List<Stack.Driver> drivers = new ArrayList<>();
      has.path("drivers")
          .forEach(
              name -> drivers.add(Stack.Driver.valueOf(name.asText().toUpperCase(Locale.ROOT))));
      return drivers.contains(Stack.Driver.PSYCOPG2)
          ? Optional.of(
              new RealAlembic(
                  python,
                  has.path("alembic").asText(),
                  has.path("sqlalchemy").asText(),
                  List.copyOf(drivers)))
          : Optional.empty();
    }

    private static String script() throws IOException {
      try (InputStream script = RealAlembic.class.getResourceAsStream("replay.py")) {
        if (script == null) {
          throw new AssertionError("replay.py is not on the class path");
        }
        return new String(script.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
