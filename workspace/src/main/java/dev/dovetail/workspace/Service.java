package dev.dovetail.workspace;

import dev.dovetail.core.judge.Criticality;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.List;
import java.util.Optional;

/**
 * A service: code in a folder, and at most one history of a database.
 *
 * @param code further folders whose models are its own
 * @param baseline a SQL file with what its database holds before the first migration
 * @param running how its migrations are run
 */
public record Service(
    String name,
    String folder,
    List<String> code,
    Optional<MigrationTree> migrations,
    Optional<Criticality> critical,
    Optional<String> baseline,
    Versions versions,
    Running running) {

  public Service {
    code = List.copyOf(code);
  }
}
