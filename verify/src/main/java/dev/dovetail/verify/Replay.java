package dev.dovetail.verify;

import dev.dovetail.core.schema.Schema;
import dev.dovetail.migrations.Bookkeeping;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.verify.run.Failure;
import dev.dovetail.verify.run.Ran;
import dev.dovetail.verify.run.RunOptions;
import dev.dovetail.verify.run.Runner;
import dev.dovetail.verify.run.Runners;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.util.Optional;

/** The migrations of one service, run once on an empty database: what they make. */
public final class Replay {

  private Replay() {}

  /** What came of it. */
  public sealed interface Result {}

  /**
   * They were run.
   *
   * @param schema what the database holds then; what a failure left of it
   */
  public record Replayed(Schema schema, Optional<Failure> failure) implements Result {}

  /** They cannot be run here; the reason says what to install. */
  public record NotRun(String reason) implements Result {}

  /** What is done in the database before it is dropped. */
  public interface Visit {
    void to(Database database) throws ServerException;
  }

  /**
   * Runs them.
   *
   * @param to a revision; the head where empty
   */
  public static Result of(
      Workspace workspace,
      Service service,
      Cluster cluster,
      RunOptions options,
      Optional<String> to) {
    return of(workspace, service, cluster, options, to, database -> {});
  }

  /**
   * Runs them, and visits the database where they came to their end.
   *
   * @param to a revision; the head where empty
   */
  public static Result of(
      Workspace workspace,
      Service service,
      Cluster cluster,
      RunOptions options,
      Optional<String> to,
      Visit visit) {
    return switch (Runners.of(workspace, service, options)) {
      case Runners.Refused refused -> new NotRun(refused.failure().message());
      case Runners.Ready ready -> {
        try (Runner runner = ready.runner()) {
          yield run(workspace, service, cluster, runner, to, visit);
        } catch (ServerException e) {
          yield new NotRun(String.valueOf(e.getMessage()));
        }
      }
    };
  }

  private static Result run(
      Workspace workspace,
      Service service,
      Cluster cluster,
      Runner runner,
      Optional<String> to,
      Visit visit)
      throws ServerException {
    Database database = cluster.fresh();
    try {
      Requirements.of(service, workspace.tree()).prepare(cluster, database);
      String top = service.migrations().map(Site::top).orElse("head");
      Ran ran = runner.upgrade(database, to.orElse(top));
      Optional<String> cannot = ran.failure().flatMap(ServiceVerification::cannotRun);
      if (cannot.isPresent()) {
        return new NotRun(cannot.get());
      }
      Replayed replayed = new Replayed(Bookkeeping.without(database.introspect()), ran.failure());
      if (ran.worked()) {
        runner.leave(database);
        visit.to(database);
      }
      return replayed;
    } finally {
      runner.leave(database);
      cluster.drop(database);
    }
  }
}
