package dev.dovetail.cli;

import dev.dovetail.audit.LiveSchema;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.report.JsonSchema;
import dev.dovetail.report.ModelsReport;
import dev.dovetail.report.SchemaText;
import dev.dovetail.verify.Replay;
import dev.dovetail.verify.run.Failure;
import dev.dovetail.verify.run.RunOptions;
import dev.dovetail.workspace.Baseline;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Nearest;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dovetail schema}: strict, as PostgreSQL would hold it. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = {
      "Print the schema that a service's migrations make: read from their text,",
      "or with `--from replay`, made by running them on a disposable PostgreSQL.",
      "`--from code` prints its models: which fields must be given, which may be left out;",
      "`--from database` what the service's live database has."
    })
final class SchemaCommand implements Callable<Integer> {

  enum Source {
    CODE,
    MIGRATIONS,
    REPLAY,
    DATABASE
  }

  enum Format {
    TEXT,
    JSON,
    SQL
  }

  private final Streams streams;
  @Mixin Folder folder = new Folder();
  @Mixin StackOptions stack = new StackOptions();
  @Mixin ServerOptions server = new ServerOptions();
  @Mixin DatabaseOptions databases = new DatabaseOptions();

  @Option(names = "--from", description = "code, migrations, replay or database.")
  Source source = Source.MIGRATIONS;

  @Option(names = "--service", paramLabel = "NAME", description = "Which of several services.")
  Optional<String> service = Optional.empty();

  @Option(
      names = "--steps",
      description = "one command to the head, or each revision by a command of its own.")
  Play.Commands steps = Play.Commands.ONE;

  @Option(names = "--direction", description = "up to the head; then down to base; then up again.")
  Play.Direction direction = Play.Direction.UP;

  @Option(
      names = "--at",
      paramLabel = "REVISION",
      description = "Stop after this revision instead of the head.")
  Optional<String> at = Optional.empty();

  @Option(
      names = "--initial",
      paramLabel = "FILE.sql",
      description = "What the database holds before the first migration.")
  Optional<Path> initial = Optional.empty();

  @Option(names = "--format", description = "text, json or sql.")
  Format format = Format.TEXT;

  SchemaCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    FolderTree tree = folder.read(streams);
    Workspace workspace = folder.open(tree, stack.versions());
    List<Service> services = source == Source.REPLAY ? workspace.runnable() : workspace.services();
    if (services.isEmpty()) {
      streams.err().println("dovetail: no service found in `" + folder.path + "`");
      return Main.NOT_VERIFIED;
    }
    return switch (source) {
      case CODE -> code(workspace, choose(services));
      case MIGRATIONS -> {
        Play play = play(workspace, choose(services));
        yield print(play.end().schema(), play.problem(), play.undecided());
      }
      case REPLAY -> replay(workspace, choose(services));
      case DATABASE -> database(workspace, choose(services));
    };
  }

  private int print(Schema schema, Optional<Problem> problem, List<Doubt> undecided) {
    streams
        .out()
        .print(
            switch (format) {
              case JSON -> JsonSchema.write(schema, problem, undecided);
              case SQL -> SchemaText.sql(schema);
              case TEXT -> SchemaText.text(schema, problem, undecided);
            });
    if (!undecided.isEmpty()) {
      return Main.NOT_VERIFIED;
    }
    return problem.isPresent() ? 1 : 0;
  }

  private int code(Workspace workspace, Service chosen) {
    if (format == Format.SQL || at.isPresent() || initial.isPresent()) {
      throw new UsageException(
          "--from code is printed as text or JSON; --at and --initial are for migrations");
    }
    try {
      List<DeclaredTable> models = workspace.tables(chosen);
      List<EnumColumn> enums = workspace.enumColumns(chosen);
      if (models.isEmpty()) {
        streams.err().println("dovetail: no models were found in the code of " + chosen.name());
      }
      streams
          .out()
          .print(
              format == Format.JSON
                  ? ModelsReport.json(models, enums)
                  : ModelsReport.text(models, enums));
      return 0;
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  private int replay(Workspace workspace, Service chosen) {
    chosen.migrations().ifPresent(this::known);
    if (direction != Play.Direction.UP || steps != Play.Commands.ONE || initial.isPresent()) {
      throw new UsageException(
          "--from replay goes up in one command; --direction, --steps and --initial are for"
              + " --from migrations");
    }
    RunOptions options = RunOptions.in(folder.path.toAbsolutePath().normalize());
    try (Cluster cluster = server.start(stack, line -> streams.err().println(line))) {
      return switch (Replay.of(workspace, chosen, cluster, options, at)) {
        case Replay.NotRun(String reason) -> {
          streams.err().println("dovetail: the migrations could not be run: " + reason);
          yield Main.NOT_VERIFIED;
        }
        case Replay.Replayed replayed ->
            print(replayed.schema(), replayed.failure().map(SchemaCommand::problem), List.of());
      };
    }
  }

  private int database(Workspace workspace, Service chosen) {
    if (direction != Play.Direction.UP
        || steps != Play.Commands.ONE
        || initial.isPresent()
        || at.isPresent()) {
      throw new UsageException(
          "--from database prints what is there; --direction, --steps, --initial and --at are for"
              + " migrations");
    }
    boolean alone = workspace.services().size() == 1;
    return switch (LiveSchema.of(chosen, databases.whereabouts(workspace), alone)) {
      case LiveSchema.NotRead(String reason) -> {
        streams.err().println("dovetail: the database was not read: " + reason);
        yield Main.NOT_VERIFIED;
      }
      case LiveSchema.Read(Schema schema) -> print(schema, Optional.empty(), List.of());
    };
  }

  private static Problem problem(Failure failure) {
    return failure.problem(failure.at().orElseGet(() -> new Origin.Implied("the migrations")));
  }

  private void known(MigrationTree history) {
    if (at.isPresent() && history.revisions().stream().noneMatch(r -> r.id().equals(at.get()))) {
      List<String> ids = history.revisions().stream().map(revision -> revision.id()).toList();
      throw new UsageException(
          "no revision `%s`; %s".formatted(at.get(), Nearest.hint(at.get(), ids)));
    }
  }

  private Play play(Workspace workspace, Service chosen) {
    MigrationTree history = chosen.migrations().orElseThrow();
    known(history);
    if (at.isPresent() && direction != Play.Direction.UP) {
      throw new UsageException("--at goes with --direction up only");
    }
    return history.play(
        start(workspace, chosen),
        chosen.versions().stack(),
        steps,
        direction,
        Play.Manner.STRICT,
        at);
  }

  private Session start(Workspace workspace, Service chosen) {
    try {
      Session session = workspace.initial(chosen);
      if (initial.isEmpty()) {
        return session;
      }
      String sql = Files.readString(initial.get(), StandardCharsets.UTF_8);
      return Baseline.apply(session, initial.get().toString(), sql);
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    } catch (IOException e) {
      throw new UsageException("--initial: `%s` cannot be read".formatted(initial.get()));
    }
  }

  private Service choose(List<Service> services) {
    List<String> names = services.stream().map(Service::name).toList();
    if (service.isEmpty()) {
      if (services.size() > 1) {
        throw new UsageException(
            "several services are here; choose one by --service: " + String.join(", ", names));
      }
      return services.get(0);
    }
    String wanted = service.get();
    return services.stream()
        .filter(candidate -> candidate.name().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "no service `%s`; %s".formatted(wanted, Nearest.hint(wanted, names))));
  }
}
