package dev.dovetail.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dovetail.core.machine.Refusal;
import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Origin;
import dev.dovetail.migrations.Stack;
import dev.dovetail.sql.SqlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of migrations, and what the real Alembic and PostgreSQL made of it. */
record RecordedHistory(Path folder, JsonNode expected, JsonNode run) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The recorded histories beside the project, in their order; none where there are none. */
  static List<RecordedHistory> all() {
    List<RecordedHistory> all = new ArrayList<>();
    root()
        .ifPresent(root -> {
          for (String kind : List.of("facts", "cases")) {
            try (Stream<Path> folders = Files.list(root.resolve(kind))) {
              folders
                  .sorted()
                  .filter(folder -> Files.exists(folder.resolve("expected.json")))
                  .map(RecordedHistory::of)
                  .forEach(all::add);
            } catch (IOException e) {
              throw new UncheckedIOException("listing " + kind, e);
            }
          }
        });
    return all;
  }

  /** Histories in which what was told once differed from what was replayed. */
  static List<RecordedHistory> kept() {
    try (Stream<Path> folders =
        Files.list(Path.of(RecordedHistory.class.getResource("facts").toURI()))) {
      return folders.sorted().map(RecordedHistory::of).toList();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("listing the kept histories", e);
    }
  }

  /** Named by the property {@code dovetail.oracle}, else found beside the project. */
  private static Optional<Path> root() {
    String named = System.getProperty("dovetail.oracle", "");
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      Path beside = folder.resolve("shared").resolve("oracle");
      if (Files.isDirectory(beside.resolve("facts"))) {
        return Optional.of(beside);
      }
    }
    return Optional.empty();
  }

  private static RecordedHistory of(Path folder) {
    try {
      JsonNode expected = JSON.readTree(folder.resolve("expected.json").toFile());
      Path manner = folder.resolve("case.json");
      JsonNode run =
          Files.exists(manner)
              ? JSON.readTree(manner.toFile()).path("run")
              : JSON.createObjectNode();
      return new RecordedHistory(folder, expected, run);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + folder, e);
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  String driver() {
    return run.path("driver").asText("psycopg2");
  }

  Optional<String> before() {
    String sql = run.path("before_sql").asText("");
    return sql.isEmpty() ? Optional.empty() : Optional.of(sql);
  }

  /** A server of that version, as it is before the first migration. */
  Session initial(ServerVersion version) {
    Session session = Session.open(version);
    for (SqlReader.Read read : SqlReader.statements(before().orElse(""))) {
      session =
          switch (session.apply(read.statement(), new Origin.Implied("the initial SQL"))) {
            case Session after -> after;
            case Refusal refusal -> throw new AssertionError(refusal.message());
          };
    }
    return session;
  }

  /** What a stack did; its record may say that it did what another did. */
  JsonNode stack(String key) {
    JsonNode stack = expected.path("stacks").path(key);
    while (stack.has("same_as") && !stack.has("upgrade_head")) {
      stack = expected.path("stacks").path(stack.path("same_as").asText());
    }
    return stack;
  }

  JsonNode schemas() {
    return expected.path("schemas");
  }

  /** What each stack did, where the record names its versions. */
  Map<Stack, JsonNode> stacks() {
    Map<Stack, JsonNode> stacks = new LinkedHashMap<>();
    for (JsonNode recorded : expected.path("stacks")) {
      stacks.put(
          new Stack(
              Optional.of(recorded.path("sqlalchemy").asText()),
              Optional.of(recorded.path("alembic").asText()),
              Optional.of(
                  Stack.Driver.valueOf(recorded.path("driver").asText().toUpperCase(Locale.ROOT)))),
          recorded);
    }
    return stacks;
  }

  /** Its files, but for what was recorded of it. */
  MemoryTree tree() {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (!path.endsWith(".json") && !path.endsWith(".pyc")) {
          texts.put(path, Files.readString(file, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + folder, e);
    }
    return new MemoryTree(texts);
  }
}
