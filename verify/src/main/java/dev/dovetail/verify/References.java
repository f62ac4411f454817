package dev.dovetail.verify;

import dev.dovetail.core.schema.Schema;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.verify.run.RunOptions;
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

  /** Empty where it cannot be run, or does not come to its head. */
  Optional<Schema> schema(String name) {
    return known.computeIfAbsent(name, this::replay);
  }

  /** They are run anew when they are asked for again. */
  void forget() {
    known.clear();
  }

  private Optional<Schema> replay(String name) {
    return workspace.services().stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .flatMap(this::replay);
  }

  private Optional<Schema> replay(Service service) {
    return switch (Replay.of(workspace, service, cluster, options, Optional.empty())) {
      case Replay.NotRun notRun -> Optional.empty();
      case Replay.Replayed replayed ->
          replayed.failure().isPresent() ? Optional.empty() : Optional.of(replayed.schema());
    };
  }
}
