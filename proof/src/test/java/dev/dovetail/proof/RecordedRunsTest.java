package dev.dovetail.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.verify.run.Failure;
import dev.dovetail.verify.run.Ran;
import dev.dovetail.verify.run.RunOptions;
import dev.dovetail.verify.run.Runner;
import dev.dovetail.verify.run.Runners;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Run by Dovetail = run by hand. The recorded histories are run by the runner that {@code verify}
 * uses, confined and as an owner without privileges, on the PostgreSQL of the record and on newer
 * ones; that must change nothing of what comes of them but what is listed here. {@code
 * -Ddovetail.runs=SEED} draws others, {@code -Ddovetail.runs=newest} takes all of them with the
 * newest SQLAlchemy, {@code -Ddovetail.runs=all} with every one; {@code
 * -Ddovetail.runs.postgres=17} leaves the other servers out.
 */
class RecordedRunsTest {

  private static final int RECORDED_ON = 15;
  private static final Map<String, Integer> DRAWN = Map.of("facts", 8, "cases", 4);
  private static final Map<String, String> RECORDED =
      Map.of("1.4", "sa14", "2.0", "sa20", "2.1", "sa21b");

  /** Of a history something else must come, from a version of PostgreSQL on. */
  private record Otherwise(String history, int since, String difference, String why) {}

  private static final List<Otherwise> OTHERWISE =
      List.of(
          new Otherwise(
              "update_pg_enum_by_hand",
              RECORDED_ON,
              "run: database 42501",
              "only a superuser may write to the catalog"));

  @TempDir Path folder;

  private final List<String> seen = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  @ParameterizedTest(name = "on PostgreSQL {0}")
  @ValueSource(ints = {RECORDED_ON, 17, 18})
  void a_recorded_history_runs_as_it_was_recorded(int major) throws Exception {
    List<RecordedHistory> histories = RecordedHistory.all();
    assumeFalse(histories.isEmpty(), "the recorded histories are not beside this project");
    List<RealAlembic> alembics = RealAlembic.found();
    assumeFalse(alembics.isEmpty(), "no Python with Alembic, SQLAlchemy and psycopg2 was found");
    assumeTrue(
        Integer.getInteger("dovetail.runs.postgres", major) == major,
        "PostgreSQL " + major + " was not asked for");
    Optional<PostgresBinaries> binaries = PostgresBinaries.of(new ServerVersion(major));
    assumeTrue(binaries.isPresent(), "no PostgreSQL " + major + " on this machine");

    String asked = System.getProperty("dovetail.runs", "");
    if (!asked.equals("all")) {
      alembics = List.of(alembics.getLast());
    }
    if (!asked.equals("all") && !asked.equals("newest")) {
      long seed = asked.isEmpty() ? 20261121 : Long.parseLong(asked);
      System.out.println("seed of the recorded runs: " + seed);
      histories = drawn(histories, new Random(seed + major));
    }
    try (DisposablePostgres postgres = DisposablePostgres.start(binaries.get())) {
      for (RealAlembic alembic : alembics) {
        for (RecordedHistory history : histories) {
          run(postgres, major, alembic, history);
        }
      }
    }
    System.out.printf(
        "PostgreSQL %d: run as was to be expected: %d, otherwise: %d%n",
        major, seen.size(), wrong.size());
    wrong.forEach(System.out::println);
    assertThat(seen).isNotEmpty();
    assertThat(wrong).isEmpty();
  }

  private static List<RecordedHistory> drawn(List<RecordedHistory> all, Random random) {
    List<RecordedHistory> drawn = new ArrayList<>();
    for (String kind : List.of("facts", "cases")) {
      List<RecordedHistory> some =
          new ArrayList<>(
              all.stream().filter(history -> history.folder().getParent().endsWith(kind)).toList());
      Collections.shuffle(some, random);
      some.stream().limit(DRAWN.getOrDefault(kind, 0)).forEach(drawn::add);
    }
    return drawn;
  }

  private void run(
      DisposablePostgres postgres, int major, RealAlembic alembic, RecordedHistory history)
      throws IOException, ServerException {
    String key = RECORDED.getOrDefault(alembic.generation(), "");
    JsonNode recorded = history.stack(key);
    boolean directoryDecides = key.equals("sa14") && recorded.path("heads").size() > 1;
    boolean hasDriver =
        alembic.drivers().stream()
            .anyMatch(driver -> driver.name().equalsIgnoreCase(history.driver()));
    if (!recorded.has("upgrade_head") || directoryDecides || !hasDriver) {
      return;
    }
    String where = "%s with %s".formatted(history.name(), alembic.versions());
    Optional<String> difference = differs(postgres, alembic, history, recorded);
    Optional<Otherwise> otherwise =
        OTHERWISE.stream()
            .filter(known -> known.history().equals(history.name()) && known.since() <= major)
            .findFirst();
    if (otherwise.isPresent()
        ? difference.filter(what -> what.contains(otherwise.get().difference())).isEmpty()
        : difference.isPresent()) {
      wrong.add(
          where
              + ": "
              + difference.orElseGet(() -> "should differ: " + otherwise.map(Otherwise::why)));
    } else {
      seen.add(where);
    }
  }

  private Optional<String> differs(
      DisposablePostgres postgres, RealAlembic alembic, RecordedHistory history, JsonNode recorded)
      throws IOException, ServerException {
    Path root = copy(history, alembic);
    try (Runner runner = runner(root)) {
      Database database = postgres.fresh();
      try {
        if (history.before().isPresent()) {
          database.run(history.before().get());
        }
        String top = recorded.has("upgrade_heads") ? "heads" : "head";
        for (String step :
            List.of("upgrade_head", "upgrade_heads", "downgrade_base", "upgrade_again")) {
          JsonNode then = recorded.path(step);
          if (!then.isObject()) {
            continue;
          }
          Ran ran =
              switch (step) {
                case "upgrade_head" -> runner.upgrade(database, "head");
                case "downgrade_base" -> runner.downgrade(database, "base");
                default -> runner.upgrade(database, top);
              };
          Optional<String> difference =
              differs(then, ran)
                  .or(() ->
                      unequal(database, history.schemas().path(then.path("schema").asText())));
          if (difference.isPresent()) {
            return Optional.of(step + ": " + difference.get());
          }
        }
        return Optional.empty();
      } finally {
        runner.leave(database);
        postgres.drop(database);
      }
    }
  }

  private static Optional<String> unequal(Database database, JsonNode recorded) {
    try {
      return Exactness.again(database.introspect(), recorded);
    } catch (ServerException e) {
      return Optional.of(e.toString());
    }
  }

  private static Optional<String> differs(JsonNode then, Ran ran) {
    String was = "worked";
    if (!then.path("ok").asBoolean()) {
      JsonNode error = then.path("error");
      String kind = error.path("kind").asText();
      was =
          said(
              kind,
              error.path("sqlstate").asText(""),
              kind.equals("command") ? "" : error.path("revision").asText(""));
    }
    String is = ran.failure().map(RecordedRunsTest::said).orElse("worked");
    String about = ran.failure().map(Failure::message).orElse("");
    return was.equals(is)
        ? Optional.empty()
        : Optional.of("recorded: %s, run: %s %s".formatted(was, is, about));
  }

  private static String said(Failure failure) {
    return said(
        failure.kind().name().toLowerCase(Locale.ROOT),
        failure.sqlstate().orElse(""),
        failure.kind() == Failure.Kind.COMMAND ? "" : failure.revision().orElse(""));
  }

  private static String said(String kind, String sqlstate, String revision) {
    return kind + " " + sqlstate + " in " + revision;
  }

  private static Runner runner(Path root) throws IOException {
    try {
      FolderTree tree = FolderTree.of(root);
      Workspace workspace = Workspace.open(tree, tree.name(), Versions.open());
      return switch (Runners.of(workspace, workspace.services().getFirst(), RunOptions.in(root))) {
        case Runners.Ready ready -> ready.runner();
        case Runners.Refused refused -> throw new AssertionError(refused.failure().message());
      };
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  private Path copy(RecordedHistory history, RealAlembic alembic) throws IOException {
    Path root = folder.resolve(history.name() + "-" + alembic.generation());
    Path service = root.resolve("service");
    try (Stream<Path> files = Files.walk(history.folder())) {
      for (Path file : files.sorted().toList()) {
        Path to = service.resolve(history.folder().relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else if (!file.toString().endsWith(".pyc")) {
          Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    // Names the driver: the default of SQLAlchemy 2.1 is another than that of the record.
    Path ini = service.resolve("alembic.ini");
    Files.writeString(
        ini,
        Files.readString(ini)
            .stripTrailing()
            .replaceAll("(?m)^sqlalchemy\\.url *=.*\\R?", "")
            .concat(
                "\nsqlalchemy.url = postgresql+%s://localhost/app\n".formatted(history.driver())));
    Files.writeString(
        root.resolve("dovetail.toml"),
        "[[service]]\npath = \"service\"\npython = \"%s\"\n".formatted(alembic.python()));
    return root;
  }
}
