package dev.dovetail.verify.run;

import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.alembic.AlembicSettings;
import dev.dovetail.migrations.alembic.AlembicTool;
import dev.dovetail.migrations.sqlfolder.SqlFolderTool;
import dev.dovetail.migrations.sqlfolder.SqlStep;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.util.List;
import java.util.Optional;

/** Chooses how a service's migrations are run. */
public final class Runners {

  private Runners() {}

  /** A runner, or why there is none here. */
  public sealed interface Start {}

  /** Ready to work; whoever has it closes it. */
  public record Ready(Runner runner) implements Start {}

  /** It cannot be run here; the failure says what to install. */
  public record Refused(Failure failure) implements Start {}

  /** Starts the service's own tool. */
  public static Start of(Workspace workspace, Service service, RunOptions options) {
    Optional<MigrationTree> tree = service.migrations();
    if (tree.isEmpty()) {
      return new Refused(Failure.missing(service.name() + " has no migrations"));
    }
    Optional<AlembicSettings> alembic = AlembicTool.settings(tree.get());
    if (alembic.isPresent()) {
      return AlembicRunner.start(service, alembic.get(), options);
    }
    Optional<List<SqlStep>> files = SqlFolderTool.steps(tree.get());
    if (files.isPresent()) {
      return SqlFolderRunner.start(tree.get(), files.get(), options);
    }
    return new Refused(
        Failure.missing("migrations of the tool " + tree.get().tool() + " are not run yet"));
  }
}
