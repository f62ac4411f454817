package dev.dovetail.cli;

import dev.dovetail.core.judge.Report;
import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.git.GitException;
import dev.dovetail.report.Look;
import dev.dovetail.report.Survey;
import dev.dovetail.report.SurveyFormat;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dovetail report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Put on one page what is known of every service and enum: code against migrations, findings,"
          + " history, migrations, conventions.",
      "The page needs nothing beside itself and asks nothing of any network."
    })
final class ReportCommand implements Callable<Integer> {

  /** A page says in its first lines what it is. */
  private static final int BEGINNING = 2_000;

  private final Streams streams;
  @Mixin Folder folder = new Folder();
  @Mixin StackOptions stack = new StackOptions();

  @Option(
      names = {"--output", "-o"},
      paramLabel = "FILE",
      description = "Where to write it; else it is printed. A page of before is written anew.")
  Optional<Path> output = Optional.empty();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; in small letters too.")
  SurveyFormat format = SurveyFormat.HTML;

  @Option(names = "--no-history", description = "Leave out what git knows.")
  boolean noHistory;

  ReportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    FolderTree tree = folder.read(streams);
    output.ifPresent(this::refuseOthers);
    Survey survey = survey(tree);
    String text =
        format.write(survey, new Look(tree, false, false, folder.fromHere(), Version.number()));
    if (output.isPresent()) {
      write(output.get(), text);
    } else {
      streams.out().print(text);
    }
    return survey.report().services().isEmpty() ? Main.NOT_VERIFIED : 0;
  }

  private Survey survey(FolderTree tree) {
    List<String> notes = new ArrayList<>();
    Report report = check(tree);
    Optional<Contribution> commit = Optional.empty();
    Optional<Timeline> timeline = Optional.empty();
    try {
      FolderHistory history = new FolderHistory(folder, stack.versions(), streams);
      commit = Optional.of(history.last());
      if (!noHistory) {
        timeline = Optional.of(history.timeline(Optional.empty(), "HEAD"));
      }
    } catch (GitException e) {
      notes.add("there is no history: " + e.reason());
    }
    if (noHistory) {
      notes.add("history was left out, as was asked: `--no-history`");
    }
    notes.add("no replay: run `dovetail verify` to see the migrations run");
    notes.add("no database was read: run `dovetail audit` to see what live databases hold");
    return new Survey(
        folder.name(), commit, report, timeline, Optional.empty(), Optional.empty(), notes);
  }

  private Report check(FolderTree tree) {
    Workspace workspace = folder.open(tree, stack.versions());
    try {
      return workspace.known().without(workspace.check());
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  /** Whatever else stands there is somebody's work. */
  private void refuseOthers(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(BEGINNING);
      if (first.length > 0 && !format.wrote(new String(first, StandardCharsets.UTF_8))) {
        throw new UsageException(
            "--output: `%s` is there and was not written by `dovetail report`; it is left as it is"
                .formatted(file));
      }
    } catch (IOException e) {
      throw new UsageException("--output: `%s` cannot be read: %s".formatted(file, e));
    }
  }

  private void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
      streams.out().println("written: " + file);
    } catch (IOException e) {
      throw new UsageException("--output: `%s` cannot be written: %s".formatted(file, e));
    }
  }
}
