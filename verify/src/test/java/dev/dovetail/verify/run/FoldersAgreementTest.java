package dev.dovetail.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.compare.SchemaDifference.Measure;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Play.Commands;
import dev.dovetail.core.history.Play.Direction;
import dev.dovetail.core.history.Play.Manner;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Told = replayed, for folders of SQL that are drawn from a seed: in one command, one file at a
 * time, down, and up again. {@code -Dfolders=1000 -Dseed=7} makes a campaign of it.
 */
class FoldersAgreementTest {

  private static final int FOLDERS = Integer.getInteger("folders", 60);
  private static final long SEED = Long.getLong("seed", 1L);

  private static DisposablePostgres server;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    server = Stacks.server();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void what_is_told_of_invented_folders_is_what_they_do() throws Exception {
    int compared = 0;
    int unknown = 0;
    List<String> wrong = new ArrayList<>();
    for (long seed = SEED; seed < SEED + FOLDERS; seed++) {
      Path root = Files.createDirectories(folder.resolve("seed" + seed));
      Repository repository = new Repository(root);
      new InventedFolder(seed).files().forEach(repository::file);
      Trial trial = new Trial(seed, repository);
      trial.run();
      compared += trial.compared;
      unknown += trial.unknown;
      wrong.addAll(trial.wrong);
    }
    assertThat(wrong).as("%d compared, %d unknown", compared, unknown).isEmpty();
    assertThat(compared).as("compared").isGreaterThan(FOLDERS * 2);
    assertThat(unknown).as("unknown").isLessThan(compared / 4);
  }

  private static final class Trial {
    private final long seed;
    private final Repository repository;
    private final MigrationTree tree;
    private final List<String> wrong = new ArrayList<>();
    private int compared;
    private int unknown;

    Trial(long seed, Repository repository) {
      this.seed = seed;
      this.repository = repository;
      Workspace workspace = repository.workspace();
      Service service = workspace.services().getFirst();
      this.tree = service.migrations().orElseThrow();
    }

    void run() throws Exception {
      try (Runner runner = repository.runner()) {
        Database one = server.fresh();
        Ran up = runner.upgrade(one, "head");
        compare("up", Commands.ONE, Direction.UP, up.failure(), one);
        if (up.worked() && tree.oneWay().size() < tree.revisions().size()) {
          Ran down = runner.downgrade(one, "base");
          compare("down", Commands.ONE, Direction.DOWN, down.failure(), one);
          if (down.worked()) {
            Ran again = runner.upgrade(one, "head");
            compare("again", Commands.ONE, Direction.AGAIN, again.failure(), one);
          }
        }
        Database each = server.fresh();
        Optional<Failure> failure = Optional.empty();
        for (String id : new TreeSet<>(tree.revisions().stream().map(r -> r.id()).toList())) {
          failure = failure.or(() -> runner.upgrade(each, id).failure());
        }
        compare("each", Commands.EACH, Direction.UP, failure, each);
        runner.leave(each);
        server.drop(one);
        server.drop(each);
      }
    }

    private void compare(
        String way,
        Commands commands,
        Direction direction,
        Optional<Failure> failure,
        Database database)
        throws Exception {
      Play play =
          tree.play(
              Session.open(server.version()),
              Stack.unknown(),
              commands,
              direction,
              Manner.STRICT,
              Optional.empty());
      if (!play.undecided().isEmpty()) {
        unknown++;
        return;
      }
      compared++;
      String told = play.problem().map(p -> p.sqlstate() + " in " + p.revision()).orElse("works");
      String really = failure.map(f -> f.sqlstate() + " in " + f.revision()).orElse("works");
      List<SchemaDifference> differences =
          SchemaDifference.between(
              play.end().schema(), withoutNotes(database.introspect()), Measure.FORETOLD);
      if (!told.equals(really) || !differences.isEmpty()) {
        wrong.add(
            "seed %d %s: told %s, really %s%n%s%n%s"
                .formatted(
                    seed,
                    way,
                    told,
                    really + failure.map(f -> " " + f.message() + " " + f.statement()).orElse(""),
                    String.join("\n", differences.stream().map(d -> d.words()).toList()),
                    new InventedFolder(seed).files()));
      }
    }

    private static Schema withoutNotes(Schema schema) {
      SortedMap<ObjectName, Schema.Table> tables = new TreeMap<>(schema.tables());
      tables.keySet().removeIf(name -> name.schema().equals("_dovetail"));
      TreeSet<String> schemas = new TreeSet<>(schema.schemas());
      schemas.remove("_dovetail");
      return new Schema(
          schema.enums(),
          schema.domains(),
          tables,
          schema.views(),
          schema.sequences(),
          schema.routines(),
          schema.triggers(),
          schemas);
    }
  }
}
