package dev.dovetail.audit;

import dev.dovetail.core.audited.Standing;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.migrations.Bookkeeping;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.postgres.Observation;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.workspace.Service;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds where a database stands in a history, by what the migration tool noted there. */
final class Position {

  private Position() {}

  /**
   * @param hidden tables of which no rows are shown
   */
  static Standing of(
      Service service, Schema schema, Observation observation, Map<ObjectName, Boolean> hidden)
      throws ServerException {
    if (service.migrations().isEmpty()) {
      return new Standing.Unknown("the service has no migrations here");
    }
    MigrationTree history = service.migrations().get();
    if (!history.tool().equals("alembic")) {
      return new Standing.Unknown("what " + history.tool() + " notes is not read yet");
    }
    Optional<ObjectName> table = Bookkeeping.ofAlembic(schema);
    if (table.isEmpty()) {
      return new Standing.Unknown("there is no table `alembic_version`");
    }
    if (hidden.containsKey(table.get())) {
      return new Standing.Unknown("`" + table.get() + "` may not be read");
    }
    return among(history, observation.column(table.get(), "version_num"));
  }

  static Standing among(MigrationTree history, List<String> applied) {
    Map<String, Revision> revisions = new HashMap<>();
    history.revisions().forEach(revision -> revisions.put(revision.id(), revision));
    List<String> strangers = applied.stream().filter(id -> !revisions.containsKey(id)).toList();
    if (!strangers.isEmpty()) {
      return new Standing.Elsewhere(strangers);
    }
    Set<String> run = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(applied);
    while (!open.isEmpty()) {
      String id = open.pop();
      Optional<Revision> revision = Optional.ofNullable(revisions.get(id));
      if (run.add(id) && revision.isPresent()) {
        open.addAll(revision.get().parents());
        open.addAll(revision.get().dependsOn());
      }
    }
    List<String> pending = new ArrayList<>();
    for (Revision revision : history.revisions()) {
      if (!run.contains(revision.id())) {
        pending.add(revision.id());
      }
    }
    return pending.isEmpty() ? new Standing.AtHead(applied) : new Standing.Behind(applied, pending);
  }
}
