package dev.dovetail.verify;

import dev.dovetail.core.schema.Schema;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.verify.run.RunOptions;
import dev.dovetail.verify.run.Runner;
import dev.dovetail.verify.run.Runners;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the migrations of services make that others follow. Each is run once, by itself: nobody has
 * to wait for another's verification, and a service that is not asked for can still be the measure.
 */
final class References {

  private final Workspace workspace;
  private final Cluster cluster;
  private final RunOptions options;
  private final Map<String, Optional<Schema>> known = new ConcurrentHashMap<>();

  References(Workspace workspace, Cluster cluster, RunOptions options) {
    this.workspace = workspace;
    this.cluster = cluster;
    this.options = options;
  }

  /** Empty where it cannot be run. */
  Optional<Schema> schema(String name) {
    return known.computeIfAbsent(name, this::replay);
  }

  private Optional<Schema> replay(String name) {
    return workspace.services().stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .flatMap(this::replay);
  }

  private Optional<Schema> replay(Service service) {
    return switch (Runners.of(workspace, service, options)) {
      case Runners.Refused refused -> Optional.empty();
      case Runners.Ready ready -> {
        try (Runner runner = ready.runner()) {
          yield replay(service, runner);
        } catch (ServerException e) {
          yield Optional.empty();
        }
      }
    };
  }

  private Optional<Schema> replay(Service service, Runner runner) throws ServerException {
    Database database = cluster.fresh();
    try {
      Optional<String> baseline = Baselines.of(workspace, service);
      if (baseline.isPresent()) {
        database.run(baseline.get());
      }
      boolean several = service.migrations().orElseThrow().heads().size() > 1;
      return runner.upgrade(database, several ? "heads" : "head").worked()
          ? Optional.of(Bookkeeping.without(database.introspect()))
          : Optional.empty();
    } finally {
      runner.leave(database);
      cluster.drop(database);
    }
  }
}
