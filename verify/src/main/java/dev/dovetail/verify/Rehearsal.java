package dev.dovetail.verify;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.migrations.Bookkeeping;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.postgres.Sowing;
import dev.dovetail.postgres.rows.RowBuilder;
import dev.dovetail.postgres.rows.Tables;
import dev.dovetail.verify.run.Failure;
import dev.dovetail.verify.run.Ran;
import dev.dovetail.verify.run.RunOptions;
import dev.dovetail.verify.run.Runner;
import dev.dovetail.verify.run.Runners;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One migration of a service, tried: on databases that stand just before it, by every way to there
 * that is asked for, and from an empty one in a single command; back, and up again.
 */
public final class Rehearsal {

  private final Service service;
  private final Workspace workspace;
  private final Cluster cluster;
  private final Runner runner;
  private final Scene scene;

  private Rehearsal(
      Workspace workspace, Service service, Cluster cluster, Runner runner, Scene scene) {
    this.workspace = workspace;
    this.service = service;
    this.cluster = cluster;
    this.runner = runner;
    this.scene = scene;
  }

  /**
   * What is tried.
   *
   * @param revision the migration
   * @param ways each the revisions that a database is brought to, one command each, before it
   * @param below what the tool is told so that it takes back just this one; empty where it is not
   *     to be taken back
   * @param seeds rows that are there before it
   * @param question a query that is asked before and after
   */
  public record Scene(
      String revision,
      List<List<String>> ways,
      Optional<String> below,
      Optional<Seeds> seeds,
      Optional<String> question) {
    public Scene {
      ways = List.copyOf(ways);
    }
  }

  /**
   * A row for each value that a column may hold; where the table takes none that can be made up, it
   * is tried without.
   */
  public record Seeds(ObjectName table, String column, List<String> values) {
    public Seeds {
      values = List.copyOf(values);
    }
  }

  /** What came of it. */
  public sealed interface Result {}

  /**
   * By one way.
   *
   * @param had what the question was answered before it
   * @param has what it is answered at the end
   * @param beyond what no schema says
   */
  public record Walk(
      List<String> way,
      Schema before,
      Schema after,
      List<String> had,
      List<String> has,
      Beyond beyond) {}

  /** Comments, grants, policies, bodies of functions and the like, before and after; lines. */
  public record Beyond(List<String> before, List<String> after) {

    /**
     * What came or went.
     *
     * @param follows what becomes of a line that names what was changed
     */
    public List<String> apart(UnaryOperator<String> follows) {
      List<String> wanted = before.stream().map(follows).toList();
      List<String> apart = new ArrayList<>();
      wanted.stream()
          .filter(line -> !after.contains(line))
          .map("gone: "::concat)
          .forEach(apart::add);
      after.stream()
          .filter(line -> !wanted.contains(line))
          .map("new: "::concat)
          .forEach(apart::add);
      return apart;
    }
  }

  /**
   * All of it worked.
   *
   * @param back what was left when it was taken back, by the first way
   * @param beyondBack what no schema says, before it and when it was taken back
   * @param again what was there when it was applied again
   * @param atOnce what one command makes of an empty database, with whatever comes after it
   */
  public record Worked(
      List<Walk> walks,
      Optional<Schema> back,
      Optional<Beyond> beyondBack,
      Optional<Schema> again,
      Schema atOnce,
      List<String> remarks)
      implements Result {}

  /**
   * A command failed.
   *
   * @param doing what was being done, to read after "it fails"
   * @param begun the migration that was under way
   */
  public record Failed(String doing, Optional<String> begun, Failure failure) implements Result {}

  /** It cannot be tried here. */
  public record NotRun(String reason) implements Result {}

  /** Tries it, on databases that are dropped again. */
  public static Result of(
      Workspace workspace, Service service, Cluster cluster, RunOptions options, Scene scene) {
    return switch (Runners.of(workspace, service, options)) {
      case Runners.Refused refused -> new NotRun(refused.failure().message());
      case Runners.Ready ready -> {
        try (Runner runner = ready.runner()) {
          yield new Rehearsal(workspace, service, cluster, runner, scene).run();
        } catch (Stopped stopped) {
          yield stopped.result();
        } catch (ServerException e) {
          yield new NotRun(String.valueOf(e.getMessage()));
        }
      }
    };
  }

  /** Ends it early. */
  private static final class Stopped extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Result result;

    Stopped(Result result) {
      this.result = result;
    }

    Result result() {
      return result;
    }
  }

  private Result run() throws ServerException, Stopped {
    List<Walk> walks = new ArrayList<>();
    Optional<Schema> back = Optional.empty();
    Optional<Beyond> beyondBack = Optional.empty();
    Optional<Schema> again = Optional.empty();
    for (List<String> way : scene.ways()) {
      Database database = fresh();
      try {
        for (String revision : way) {
          done(runner.upgrade(database, revision), "on the way to " + revision);
        }
        seed(database);
        Schema before = schema(database);
        List<String> had = answer(database);
        List<String> beyond = database.beyondSchema();
        done(runner.upgrade(database, scene.revision()), "when it is applied");
        Schema after = schema(database);
        List<String> beyondAfter = database.beyondSchema();
        if (walks.isEmpty() && scene.below().isPresent()) {
          done(runner.downgrade(database, scene.below().get()), "when it is taken back");
          back = Optional.of(schema(database));
          beyondBack = Optional.of(new Beyond(beyond, database.beyondSchema()));
          done(runner.upgrade(database, scene.revision()), "when it is applied again");
          again = Optional.of(schema(database));
        }
        walks.add(
            new Walk(way, before, after, had, answer(database), new Beyond(beyond, beyondAfter)));
      } finally {
        drop(database);
      }
    }
    return new Worked(walks, back, beyondBack, again, atOnce(), runner.remarks());
  }

  private Schema atOnce() throws ServerException, Stopped {
    Database database = fresh();
    try {
      done(
          runner.upgrade(database, scene.revision()),
          "when one command applies everything to an empty database");
      return schema(database);
    } finally {
      drop(database);
    }
  }

  private void seed(Database database) {
    try {
      if (scene.seeds().isPresent()) {
        Seeds seeds = scene.seeds().get();
        Sowing.in(cluster.admin(database), rehearsal -> sow(seeds, rehearsal));
      }
    } catch (ServerException e) {
      // A table may refuse what is made up for it: what is there then is what is tried with.
    }
  }

  private static void sow(Seeds seeds, dev.dovetail.postgres.Rehearsal rehearsal)
      throws ServerException {
    Tables tables = new Tables(rehearsal.schema(), rehearsal.foreignKeys());
    Optional<Schema.Table> table = tables.table(seeds.table());
    Optional<Schema.Column> column = table.flatMap(it -> it.column(seeds.column()));
    if (column.isEmpty()) {
      return;
    }
    RowBuilder builder = new RowBuilder(rehearsal, tables);
    boolean array = tables.samples().base(column.get().type()).endsWith("[]");
    for (String value : seeds.values()) {
      String literal = Identifiers.quoteLiteral(value);
      String expression = array ? "ARRAY[" + literal + "]::" + column.get().type() : literal;
      builder.row(table.get(), Map.of(seeds.column(), expression));
    }
  }

  private List<String> answer(Database database) throws ServerException {
    return scene.question().isEmpty()
        ? List.of()
        : cluster.admin(database).rows(scene.question().get()).stream()
            .map(row -> row.getFirst().orElse("NULL"))
            .toList();
  }

  private Database fresh() throws ServerException {
    Database database = cluster.fresh();
    Requirements.of(service, workspace.tree()).prepare(cluster, database);
    return database;
  }

  private void drop(Database database) throws ServerException {
    runner.leave(database);
    cluster.drop(database);
  }

  private static Schema schema(Database database) throws ServerException {
    return Bookkeeping.without(database.introspect());
  }

  private static void done(Ran ran, String doing) throws Stopped {
    if (ran.failure().isEmpty()) {
      return;
    }
    Failure failure = ran.failure().get();
    Optional<String> cannot = ServiceVerification.cannotRun(failure);
    Optional<String> begun =
        failure.revision().or(() -> ran.begun().stream().reduce((one, other) -> other));
    throw new Stopped(
        cannot.isPresent() ? new NotRun(cannot.get()) : new Failed(doing, begun, failure));
  }
}
