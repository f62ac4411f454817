package dev.dovetail.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.migrations.alembic.AlembicTool;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.Introspection;
import dev.dovetail.postgres.PostgresBinaries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Told = replayed, over the examples: with the real Alembic on a real server, up, down and again.
 */
class ReplayTest {

  private static final List<List<String>> UP = List.of(List.of("upgrade", "head"));
  private static final List<List<String>> DOWN = List.of(List.of("downgrade", "base"));

  /** The one package beyond Alembic, SQLAlchemy and drivers that an env.py of ours imports. */
  private static final String SQLMODEL = "sqlmodel";

  private final List<String> seen = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void the_examples_are_told_as_they_are_replayed() throws Exception {
    List<RealAlembic> alembics = RealAlembic.found();
    assumeFalse(alembics.isEmpty(), "no Python with Alembic, SQLAlchemy and psycopg2 was found");
    List<PostgresBinaries> binaries = PostgresBinaries.found();
    assumeFalse(binaries.isEmpty(), "no PostgreSQL server on this machine");
    Path examples = examples();
    List<MigrationTree> trees = new AlembicTool().find(tree(examples));
    try (DisposablePostgres postgres = DisposablePostgres.start(binaries.get(0))) {
      for (RealAlembic alembic : alembics) {
        try (RealAlembic.Running running = alembic.start()) {
          for (MigrationTree tree : trees) {
            if (fits(tree, alembic, examples)) {
              replay(postgres, binaries.get(0), alembic, running, examples, tree);
            } else {
              seen.add(
                  "left out: "
                      + tree.folder()
                      + " is not made for "
                      + alembic.versions()
                      + ", or needs "
                      + SQLMODEL);
            }
          }
        }
      }
    }
    seen.forEach(System.out::println);
    assertThat(wrong).isEmpty();
    assertThat(seen).hasSizeGreaterThanOrEqualTo(9 * alembics.size());
  }

  private void replay(
      DisposablePostgres postgres,
      PostgresBinaries binaries,
      RealAlembic alembic,
      RealAlembic.Running running,
      Path examples,
      MigrationTree tree)
      throws SQLException {
    String database = "d" + seen.size();
    postgres.create(database);
    Map<String, String> environment = new TreeMap<>(postgres.environment(database));
    environment.put("DATABASE_URL", postgres.url("postgresql+psycopg2", database));
    Path folder = examples.resolve(tree.folder());
    String where = tree.folder() + " with " + alembic.versions();

    JsonNode up = running.run(folder, environment, UP);
    boolean equal =
        holds(
            where + ", up",
            up,
            told(tree, binaries, alembic, Play.Direction.UP),
            postgres,
            database);
    if (up.path("ok").asBoolean()) {
      JsonNode down = running.run(folder, environment, DOWN);
      equal &=
          holds(
              where + ", down",
              down,
              told(tree, binaries, alembic, Play.Direction.DOWN),
              postgres,
              database);
      if (down.path("ok").asBoolean()) {
        JsonNode again = running.run(folder, environment, UP);
        equal &=
            holds(
                where + ", again",
                again,
                told(tree, binaries, alembic, Play.Direction.AGAIN),
                postgres,
                database);
      }
    }
    String outcome =
        up.path("ok").asBoolean()
            ? "runs"
            : "fails with " + up.path("sqlstate").asText("a command error");
    seen.add((equal ? "told = replayed: " : "WRONG: ") + where + " (" + outcome + ")");
    postgres.drop(database);
  }

  /**
   * The service pins a version; models of 2.0 cannot even be imported by 1.4. And what its models
   * import has to be installed.
   */
  private static boolean fits(MigrationTree tree, RealAlembic alembic, Path examples)
      throws IOException {
    String major = alembic.sqlalchemy().substring(0, 1);
    Path requirements = examples.resolve(tree.folder()).resolve("requirements.txt");
    return tree.pinned().sqlalchemy().map(version -> version.startsWith(major)).orElse(true)
        && (!Files.exists(requirements)
            || !Files.readString(requirements).contains(SQLMODEL)
            || alembic.has(SQLMODEL));
  }

  private static Play told(
      MigrationTree tree,
      PostgresBinaries binaries,
      RealAlembic alembic,
      Play.Direction direction) {
    return tree.play(
        Session.open(binaries.version()),
        alembic.stack(Stack.Driver.PSYCOPG2),
        Play.Commands.ONE,
        direction,
        Play.Manner.STRICT,
        Optional.empty());
  }

  private boolean holds(
      String where, JsonNode outcome, Play told, DisposablePostgres postgres, String database)
      throws SQLException {
    Optional<String> difference = differs(outcome, told);
    if (difference.isEmpty()) {
      try (Connection connection = postgres.connect(database)) {
        Schema replayed = Introspection.read(connection, database);
        difference = Exactness.difference(told.end().schema(), replayed);
      }
    }
    difference.ifPresent(what -> wrong.add(where + ": " + what));
    return difference.isEmpty();
  }

  private static Optional<String> differs(JsonNode outcome, Play told) {
    if (!told.undecided().isEmpty()) {
      return Optional.of("unverifiable: " + told.undecided().get(0));
    }
    boolean worked = outcome.path("ok").asBoolean();
    if (worked != told.problem().isEmpty()) {
      return Optional.of("told " + told.problem() + ", replayed " + outcome);
    }
    return told.problem()
        .filter(problem ->
            !problem.kind().name().equalsIgnoreCase(outcome.path("kind").asText())
                || !problem.sqlstate().orElse("").equals(outcome.path("sqlstate").asText("")))
        .map(problem -> "told " + problem + ", replayed " + outcome);
  }

  private static Path examples() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("examples").resolve("classroom"))) {
        return folder.resolve("examples");
      }
    }
    throw new AssertionError("the examples are gone");
  }

  private static MemoryTree tree(Path root) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.toString().endsWith(".pyc")) {
          texts.put(
              root.relativize(file).toString().replace('\\', '/'),
              Files.readString(file, StandardCharsets.UTF_8));
        }
      }
    }
    return new MemoryTree(texts);
  }
}
