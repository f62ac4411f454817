package dev.dovetail.cli;

import dev.dovetail.core.history.Play;
import dev.dovetail.core.machine.Session;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.report.JsonSchema;
import dev.dovetail.report.SchemaText;
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
    description = "Print the schema that a service's migrations make, without running them.")
final class SchemaCommand implements Callable<Integer> {

  enum Source {
    MIGRATIONS
  }

  enum Format {
    TEXT,
    JSON,
    SQL
  }

  private final Streams streams;
  @Mixin Folder folder = new Folder();
  @Mixin StackOptions stack = new StackOptions();

  @Option(names = "--from", description = "migrations.")
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
    if (workspace.services().isEmpty()) {
      streams.err().println("dovetail: no service found in `" + folder.path + "`");
      return Main.NOT_VERIFIED;
    }
    Play play = play(workspace);
    streams
        .out()
        .print(
            switch (format) {
              case JSON -> JsonSchema.write(play.end().schema(), play.problem(), play.undecided());
              case SQL -> SchemaText.sql(play.end().schema());
              case TEXT -> SchemaText.text(play.end().schema(), play.problem(), play.undecided());
            });
    if (!play.undecided().isEmpty()) {
      return Main.NOT_VERIFIED;
    }
    return play.problem().isPresent() ? 1 : 0;
  }

  private Play play(Workspace workspace) {
    Service chosen = choose(workspace.services());
    MigrationTree history = chosen.migrations().orElseThrow();
    if (at.isPresent() && history.revisions().stream().noneMatch(r -> r.id().equals(at.get()))) {
      List<String> ids = history.revisions().stream().map(revision -> revision.id()).toList();
      throw new UsageException(
          "no revision `%s`; %s".formatted(at.get(), Nearest.hint(at.get(), ids)));
    }
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
