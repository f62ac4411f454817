package dev.dovetail.cli;

import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.git.GitException;
import dev.dovetail.report.TimelineFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dovetail history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Tell from git when the enums of the code and the types of the migrations parted, by whom and"
          + " why.",
      "Nothing is checked out. Enums that never parted are left out, unless they are asked for."
    })
final class HistoryCommand implements Callable<Integer> {

  private final Streams streams;
  @Mixin Folder folder = new Folder();
  @Mixin StackOptions stack = new StackOptions();
  @Mixin Colour colour = new Colour();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; in small letters too.")
  TimelineFormat format = TimelineFormat.TEXT;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Only this service, enum or type; repeatable.")
  List<String> only = new ArrayList<>();

  @Option(names = "--all", description = "Enums that never parted, too.")
  boolean all;

  @Option(
      names = "--since",
      paramLabel = "COMMIT",
      description = "Begin at this commit; else at the first.")
  Optional<String> since = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "COMMIT",
      defaultValue = "HEAD",
      description = "End at this commit; else at HEAD.")
  String until = "HEAD";

  @Option(
      names = "--replay-check",
      description =
          "Also what `check` would have said of each commit, and which commit its hook would have"
              + " stopped first. Takes a check for each commit that touches what is read.")
  boolean replayCheck;

  HistoryCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    Timeline timeline = chosen(read());
    streams.out().print(format.write(timeline, colour.isOn()));
    if (format == TimelineFormat.TEXT) {
      double seconds = (System.nanoTime() - start) / 1e9;
      streams.err().print(String.format(Locale.ROOT, "read in %.2f s%n", seconds));
    }
    return timeline.enums().isEmpty() && timeline.looked() == 0 ? Main.NOT_VERIFIED : 0;
  }

  private Timeline read() {
    try {
      return new FolderHistory(folder, stack.versions(), streams)
          .timeline(since, until, replayCheck);
    } catch (GitException e) {
      throw new UsageException("history: " + e.reason());
    }
  }

  private Timeline chosen(Timeline timeline) {
    List<String> known =
        timeline.enums().stream().flatMap(HistoryCommand::names).distinct().sorted().toList();
    Only.refuseStrangers(only, Map.of("enums", known));
    return timeline.of(it ->
        only.isEmpty() ? all || !it.partings().isEmpty() : names(it).anyMatch(only::contains));
  }

  private static Stream<String> names(EnumTimeline timeline) {
    return Stream.concat(timeline.name().stream(), Stream.of(timeline.service(), timeline.type()));
  }
}
