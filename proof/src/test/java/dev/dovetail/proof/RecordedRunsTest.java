package dev.dovetail.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.proof.Law.Judgement;
import dev.dovetail.proof.Law.Way;
import dev.dovetail.verify.run.Failure;
import dev.dovetail.verify.run.Ran;
import dev.dovetail.verify.run.RunOptions;
import dev.dovetail.verify.run.Runner;
import dev.dovetail.verify.run.Runners;
import dev.dovetail.verify.run.WarmPythons;
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
import java.util.EnumMap;
import java.util.List;
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
 * ones; that must change nothing of what comes of them but what is listed here, and what is told of
 * that server must be what it does. {@code -Ddovetail.runs=SEED} draws others, {@code
 * -Ddovetail.runs=facts} takes every fact on the PostgreSQL of the record, {@code
 * -Ddovetail.runs=newest} everything with the newest SQLAlchemy, {@code -Ddovetail.runs=all} with
 * every one; {@code -Ddovetail.runs.postgres=17} leaves the other servers out.
 */
class RecordedRunsTest {

  private static final int RECORDED_ON = 15;
  private static final int FACTS = 8;
  private static final int CASES = 4;
  private static final Map<String, String> RECORDED =
      Map.of("1.4", "sa14", "2.0", "sa20", "2.1", "sa21b");

  /**
   * Of a history something else must come, from a version of PostgreSQL on; what is told of that
   * version must say so too, unless it is our own doing.
   */
  private record Otherwise(String history, int since, String difference, String why) {

    static Otherwise works(String history) {
      return new Otherwise(
          history,
          17,
          "run: worked",
          "a new label may be used where its type was made in the same transaction");
    }

    boolean isOfTheServer() {
      return since > RECORDED_ON;
    }
  }

  private static final List<Otherwise> OTHERWISE =
      List.of(
          new Otherwise(
              "update_pg_enum_by_hand",
              RECORDED_ON,
              "run: database 42501",
              "only a superuser may write to the catalog"),
          Otherwise.works("add_value_used_same_migration"),
          Otherwise.works("add_value_used_next_migration"),
          Otherwise.works("add_value_then_default_same_transaction"),
          Otherwise.works("case_039"),
          Otherwise.works("case_057"),
          Otherwise.works("case_075"),
          new Otherwise(
              "drop_a_label_by_hand",
              17,
              "run: database 0A000",
              "DROP VALUE is read, and refused by name; before, it was no syntax"));

  @TempDir Path folder;

  private final List<String> seen = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private int told;

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
      boolean everyFact = asked.equals("facts");
      long seed = asked.isEmpty() || everyFact ? 20261121 : Long.parseLong(asked);
      System.out.println("seed of the recorded runs: " + seed);
      int facts = everyFact && major == RECORDED_ON ? histories.size() : FACTS;
      histories = drawn(histories, major, facts, new Random(seed + major));
    }
    try (DisposablePostgres postgres = DisposablePostgres.start(binaries.get());
        WarmPythons pythons = WarmPythons.kept()) {
      for (RealAlembic alembic : alembics) {
        for (RecordedHistory history : histories) {
          run(postgres, pythons, major, alembic, history);
        }
      }
    }
    System.out.printf(
        "PostgreSQL %d: run as was to be expected: %d, otherwise: %d; told alike: %d steps%n",
        major, seen.size(), wrong.size(), told);
    wrong.forEach(System.out::println);
    assertThat(seen).isNotEmpty();
    assertThat(wrong).isEmpty();
  }

  /** What is known to come otherwise on that server, and some of the others. */
  private static List<RecordedHistory> drawn(
      List<RecordedHistory> all, int major, int facts, Random random) {
    List<RecordedHistory> drawn =
        new ArrayList<>(
            all.stream().filter(history -> otherwise(history, major).isPresent()).toList());
    for (String kind : List.of("facts", "cases")) {
      List<RecordedHistory> some =
          new ArrayList<>(
              all.stream().filter(history -> history.folder().getParent().endsWith(kind)).toList());
      some.removeAll(drawn);
      Collections.shuffle(some, random);
      some.stream()
          .limit((kind.equals("facts") ? facts : CASES) / (major == RECORDED_ON ? 1 : 2))
          .forEach(drawn::add);
    }
    return drawn;
  }

  private static Optional<Otherwise> otherwise(RecordedHistory history, int major) {
    return OTHERWISE.stream()
        .filter(known -> known.history().equals(history.name()) && known.since() <= major)
        .findFirst();
  }

  private void run(
      DisposablePostgres postgres,
      WarmPythons pythons,
      int major,
      RealAlembic alembic,
      RecordedHistory history)
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
    Optional<Otherwise> otherwise = otherwise(history, major);
    Seen came = came(postgres, pythons, alembic, history, recorded);
    if (otherwise.isPresent()
        ? came.difference().filter(it -> it.contains(otherwise.get().difference())).isEmpty()
        : came.difference().isPresent()) {
      wrong.add(
          where
              + ": "
              + came.difference()
                  .orElseGet(() -> "should differ: " + otherwise.map(Otherwise::why)));
    } else {
      seen.add(where);
    }
    if (otherwise.isEmpty() || otherwise.get().isOfTheServer()) {
      foretold(where, came, otherwise.isPresent());
    }
  }

  private void foretold(String where, Seen came, boolean mustBeKnown) {
    came.told()
        .forEach((way, judgement) -> {
          switch (judgement.verdict()) {
            case EQUAL -> told++;
            case WRONG -> wrong.add("%s, told %s: %s".formatted(where, way, judgement.why()));
            case UNVERIFIABLE -> {
              if (mustBeKnown) {
                wrong.add("%s, not told %s: %s".formatted(where, way, judgement.why()));
              }
            }
            case SKIPPED -> {}
          }
        });
  }

  /**
   * What came of a history.
   *
   * @param difference the first one from the record
   * @param told what the machine says of each way, held against what was seen
   */
  private record Seen(Optional<String> difference, Map<Way, Judgement> told) {}

  private Seen came(
      DisposablePostgres postgres,
      WarmPythons pythons,
      RealAlembic alembic,
      RecordedHistory history,
      JsonNode recorded)
      throws IOException, ServerException {
    Path root = copy(history, alembic);
    Law law = new Law(history.tree(), history.initial(postgres.version()));
    Optional<String> difference = Optional.empty();
    Map<Way, Judgement> told = new EnumMap<>(Way.class);
    try (Runner runner = runner(root, pythons)) {
      Database database = postgres.fresh();
      try {
        if (history.before().isPresent()) {
          database.run(history.before().get());
        }
        boolean several = recorded.has("upgrade_heads");
        boolean worked = true;
        for (String step :
            List.of("upgrade_head", "upgrade_heads", "downgrade_base", "upgrade_again")) {
          JsonNode then = recorded.path(step);
          // Where it went on beyond the record, what is told of the rest is still to be held.
          boolean beyond = difference.isPresent() && worked && !step.equals("upgrade_heads");
          if (!then.isObject() && !beyond) {
            continue;
          }
          Ran ran = ran(runner, database, step, several ? "heads" : "head");
          worked = ran.worked();
          Schema schema = database.introspect();
          if (difference.isEmpty()) {
            difference =
                differs(then, ran)
                    .or(() ->
                        Exactness.again(
                            schema, history.schemas().path(then.path("schema").asText())))
                    .map(words -> step + ": " + words);
          }
          if (!several) {
            Way way = way(step);
            told.put(way, law.judge(runner.stack(), way, ran, schema));
          }
        }
        return new Seen(difference, told);
      } finally {
        runner.leave(database);
        postgres.drop(database);
      }
    }
  }

  private static Ran ran(Runner runner, Database database, String step, String top) {
    return switch (step) {
      case "upgrade_head" -> runner.upgrade(database, "head");
      case "downgrade_base" -> runner.downgrade(database, "base");
      default -> runner.upgrade(database, top);
    };
  }

  private static Way way(String step) {
    return switch (step) {
      case "downgrade_base" -> Way.DOWN;
      case "upgrade_again" -> Way.AGAIN;
      default -> Way.HEAD;
    };
  }

  private static Optional<String> differs(JsonNode then, Ran ran) {
    Outcome was = Outcome.of(then);
    Outcome is = Outcome.of(ran);
    return was.equals(is)
        ? Optional.empty()
        : Optional.of(
            "recorded: %s, run: %s; %s"
                .formatted(was, is, ran.failure().map(Failure::message).orElse("")));
  }

  private static Runner runner(Path root, WarmPythons pythons) throws IOException {
    try {
      FolderTree tree = FolderTree.of(root);
      Workspace workspace = Workspace.open(tree, tree.name(), Versions.open());
      return switch (Runners.of(
          workspace, workspace.services().getFirst(), RunOptions.in(root).sharing(pythons))) {
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
