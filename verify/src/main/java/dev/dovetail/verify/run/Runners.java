package dev.dovetail.verify.run;

import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.alembic.AlembicSettings;
import dev.dovetail.migrations.alembic.AlembicTool;
import dev.dovetail.migrations.sqlfolder.SqlFolderTool;
import dev.dovetail.migrations.sqlfolder.SqlStep;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses how a service's migrations are run. */
public final class Runners {

  private static final Set<String> SETTINGS =
      Set.of("app.py", "application.py", "config.py", "manage.py", "settings.py", "wsgi.py");

  private Runners() {}

  /** A runner, or why there is none here. */
  public sealed interface Start {}

  /** Ready to work; whoever has it closes it. */
  public record Ready(Runner runner) implements Start {}

  /** It cannot be run here; the failure says what to install. */
  public record Refused(Failure failure) implements Start {}

  /** Begins what takes long and needs nothing of the service but its Python. */
  public static void warm(Service service, RunOptions options) {
    if (service.running().migrate().isEmpty()
        && service.migrations().flatMap(AlembicTool::settings).isPresent()) {
      Pythons.of(service, options)
          .ifPresent(it -> options.pythons().warm(it, AlembicRunner.TOOL, options.confinement()));
    }
  }

  /** Starts the service's own tool. */
  public static Start of(Workspace workspace, Service service, RunOptions options) {
    Optional<MigrationTree> tree = service.migrations();
    if (service.running().migrate().isPresent()) {
      String command = service.running().migrate().get();
      return CommandRunner.start(
          service, command, handover(workspace, service, entries(workspace, service)), options);
    }
    if (tree.isEmpty()) {
      return new Refused(Failure.missing(service.name() + " has no migrations"));
    }
    Optional<AlembicSettings> alembic = AlembicTool.settings(tree.get());
    if (alembic.isPresent()) {
      List<String> env = entries(workspace, service, alembic.get());
      return AlembicRunner.start(
          service, alembic.get(), handover(workspace, service, env), options);
    }
    Optional<List<SqlStep>> files = SqlFolderTool.steps(tree.get());
    if (files.isPresent()) {
      return SqlFolderRunner.start(tree.get(), files.get(), options);
    }
    return new Refused(
        Failure.missing("migrations of the tool " + tree.get().tool() + " are not run yet"));
  }

  private static Handover handover(Workspace workspace, Service service, List<String> entries) {
    return Handover.of(
        workspace.settings(entries),
        Dotenv.around(service.folder(), workspace.tree()),
        service.running());
  }

  private static String environment(AlembicSettings alembic) {
    return alembic.scripts().isEmpty() ? "env.py" : alembic.scripts() + "/env.py";
  }

  /** Where env.py wants an application of Flask, that reads the settings. */
  private static List<String> entries(
      Workspace workspace, Service service, AlembicSettings alembic) {
    String environment = environment(alembic);
    List<String> entries = new ArrayList<>(List.of(environment));
    boolean flask =
        workspace
            .tree()
            .read(environment)
            .filter(bytes -> new String(bytes, StandardCharsets.UTF_8).contains("current_app"))
            .isPresent();
    if (flask) {
      entries.addAll(settings(workspace, service));
    }
    return entries;
  }

  /** Of a command it is not known which files it begins with: those that it names, and settings. */
  private static List<String> entries(Workspace workspace, Service service) {
    String folder = service.folder().isEmpty() ? "" : service.folder() + "/";
    List<String> entries = new ArrayList<>();
    for (String word : service.running().migrate().orElse("").split("\\s+", -1)) {
      if (word.endsWith(".py") && workspace.tree().has(folder + word)) {
        entries.add(folder + word);
      }
    }
    service
        .migrations()
        .flatMap(AlembicTool::settings)
        .ifPresent(alembic -> entries.add(environment(alembic)));
    entries.addAll(settings(workspace, service));
    return entries;
  }

  /** Files that are called as an application's settings are. */
  private static List<String> settings(Workspace workspace, Service service) {
    return workspace.tree().files(service.folder()).stream()
        .filter(path -> SETTINGS.contains(path.substring(path.lastIndexOf('/') + 1)))
        .toList();
  }
}
