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
    return switch (Runners.of(workspace, service, options)) {
      case Runners.Refused refused -> new NotRun(refused.failure().message());
      case Runners.Ready ready -> {
        try (Runner runner = ready.runner()) {
          yield run(workspace, service, cluster, runner, to);
        } catch (ServerException e) {
          yield new NotRun(String.valueOf(e.getMessage()));
        }
      }
    };
  }

  private static Result run(
      Workspace workspace, Service service, Cluster cluster, Runner runner, Optional<String> to)
      throws ServerException {
    Database database = cluster.fresh();
    try {
      Requirements.of(service, workspace.tree()).prepare(cluster, database);
      String top = service.migrations().map(Site::top).orElse("head");
      Ran ran = runner.upgrade(database, to.orElse(top));
      Optional<String> cannot = ran.failure().flatMap(ServiceVerification::cannotRun);
      return cannot.isPresent()
          ? new NotRun(cannot.get())
          : new Replayed(Bookkeeping.without(database.introspect()), ran.failure());
    } finally {
      runner.leave(database);
      cluster.drop(database);
    }
  }
}
