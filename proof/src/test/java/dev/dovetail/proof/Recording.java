package dev.dovetail.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.migrations.Stack;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.Introspection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a folder of migrations with a real Alembic on a real server, to the head, one at a time,
 * down, and up again, and writes down what came of it in the form of {@code expected.json}.
 */
final class Recording {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicInteger MADE = new AtomicInteger();
  private static final List<List<String>> UP = List.of(List.of("upgrade", "head"));
  private static final List<List<String>> DOWN = List.of(List.of("downgrade", "base"));

  private final DisposablePostgres postgres;
  private final RealAlembic alembic;
  private final RealAlembic.Running running;
  private final Stack.Driver driver;
  private final Path folder;
  private final ObjectNode schemas = JSON.createObjectNode();

  Recording(
      DisposablePostgres postgres,
      RealAlembic alembic,
      RealAlembic.Running running,
      Stack.Driver driver,
      Path folder) {
    this.postgres = postgres;
    this.alembic = alembic;
    this.running = running;
    this.driver = driver;
    this.folder = folder;
  }

  /** The schemas met, by the hash of their text. */
  ObjectNode schemas() {
    return schemas;
  }

  /** What the stack did. */
  ObjectNode stack() throws SQLException {
    ObjectNode stack =
        JSON.createObjectNode()
            .put("alembic", alembic.alembic())
            .put("sqlalchemy", alembic.generation())
            .put("driver", driver.name().toLowerCase(Locale.ROOT));
    onDatabase(database -> {
      JsonNode up = running.run(folder, environment(database), UP);
      if (up.has("graph_error")) {
        stack.set("graph_error", up.get("graph_error"));
        return;
      }
      stack.set("heads", up.path("heads"));
      stack.set("upgrade_head", step(up, database));
      if (up.path("ok").asBoolean()) {
        JsonNode down = running.run(folder, environment(database), DOWN);
        stack.set("downgrade_base", step(down, database));
        if (down.path("ok").asBoolean()) {
          JsonNode again = running.run(folder, environment(database), UP);
          stack.set("upgrade_again", step(again, database));
        }
      }
    });
    if (!stack.has("graph_error")) {
      onDatabase(database ->
          stack
              .putArray("one_at_a_time")
              .add(step(running.runEach(folder, environment(database)), database)));
    }
    return stack;
  }

  private interface Use {
    void of(String database) throws SQLException;
  }

  private void onDatabase(Use use) throws SQLException {
    String database = "d" + MADE.incrementAndGet();
    postgres.create(database);
    try {
      use.of(database);
    } finally {
      postgres.drop(database);
    }
  }

  private Map<String, String> environment(String database) {
    Map<String, String> environment = new TreeMap<>(postgres.environment(database));
    String scheme = "postgresql+" + driver.name().toLowerCase(Locale.ROOT);
    environment.put("DATABASE_URL", postgres.url(scheme, database));
    return environment;
  }

  private ObjectNode step(JsonNode said, String database) throws SQLException {
    ObjectNode step = JSON.createObjectNode().put("ok", said.path("ok").asBoolean());
    step.set("ran", said.path("ran"));
    if (!said.path("ok").asBoolean()) {
      ObjectNode error = step.putObject("error");
      for (String key : List.of("kind", "sqlstate", "revision", "message")) {
        if (said.hasNonNull(key)) {
          error.set(key, said.get(key));
        }
      }
    }
    try (Connection connection = postgres.connect(database)) {
      JsonNode schema = json(Introspection.read(connection, database));
      String hash = hash(schema.toString());
      schemas.set(hash, schema);
      return step.put("schema", hash);
    }
  }

  private static ObjectNode json(Schema schema) {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode enums = json.putObject("enums");
    schema
        .enums()
        .values()
        .forEach(type -> enums.set(type.name().toString(), JSON.valueToTree(type.texts())));
    ObjectNode sequences = json.putObject("sequences");
    schema.sequences().forEach((name, owner) -> sequences.put(name.toString(), owner.orElse(null)));
    ObjectNode tables = json.putObject("tables");
    for (Schema.Table table : schema.tables().values()) {
      // The tool's own book-keeping is no part of what the migrations tell.
      if (!table.name().toString().endsWith(".alembic_version")) {
        tables.set(table.name().toString(), json(table));
      }
    }
    return json;
  }

  private static ObjectNode json(Schema.Table table) {
    ObjectNode json = JSON.createObjectNode();
    for (Schema.Column column : table.columns()) {
      ObjectNode one =
          json.withArray("columns")
              .addObject()
              .put("name", column.name())
              .put("type", column.type())
              .put("not_null", column.notNull());
      column.defaultText().ifPresent(text -> one.put("default", text));
    }
    ObjectNode constraints = json.putObject("constraints");
    table.constraints().values().forEach(c -> constraints.put(c.name(), c.definition()));
    ObjectNode indexes = json.putObject("indexes");
    table.indexes().values().forEach(i -> indexes.put(i.name(), i.definition()));
    return json;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
