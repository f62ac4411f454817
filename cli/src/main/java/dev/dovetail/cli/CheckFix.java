package dev.dovetail.cli;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Suggestion;
import dev.dovetail.core.mended.FileChange;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Tree;
import dev.dovetail.report.UnifiedDiff;
import dev.dovetail.workspace.Correction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code check --fix} writes and says, and {@code check --diff} shows. */
final class CheckFix {

  private final FixOptions options;
  private final Streams streams;

  CheckFix(FixOptions options, Streams streams) {
    this.options = options;
    this.streams = streams;
  }

  /** Whether a suggestion is to be followed. */
  boolean follows(Suggestion suggestion) {
    return suggestion.isSafe() || options.unsafe;
  }

  /**
   * Writes or shows the files as they would be.
   *
   * @param before what was read
   * @param left those that stay
   */
  void apply(Path folder, Tree before, Correction.Outcome outcome, List<Finding> left) {
    List<FileChange> changes = new ArrayList<>();
    outcome
        .texts()
        .forEach((path, text) -> {
          Optional<String> was =
              before.read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
          if (!was.equals(Optional.of(text))) {
            changes.add(new FileChange(path, was, text));
          }
        });
    if (options.fix) {
      Rewriting.of(folder, changes);
    } else {
      changes.forEach(change -> streams.out().print(UnifiedDiff.of(change)));
    }
    outcome.done().forEach(done -> say(options.fix ? "fixed" : "would fix", done));
    outcome.takenBack().forEach(this::say);
    say(outcome, left);
  }

  private void say(String word, Correction.Done done) {
    streams.err().println(word + " " + line(done.finding(), done.suggestion()));
    List<Origin.InFile> elsewhere = done.suggestion().elsewhere();
    if (!elsewhere.isEmpty()) {
      streams
          .err()
          .println(
              "  the old word stands in "
                  + elsewhere.stream()
                      .map(at -> at.path() + ":" + at.span().line())
                      .collect(Collectors.joining(", ")));
    }
  }

  private void say(Correction.TakenBack back) {
    streams
        .err()
        .println(
            "left as it was: " + line(back.finding(), back.suggestion()) + ": " + back.reason());
  }

  private void say(Correction.Outcome outcome, List<Finding> left) {
    List<String> parts = new ArrayList<>();
    parts.add(outcome.done().size() + (options.fix ? " fixed" : " would be fixed"));
    if (!outcome.takenBack().isEmpty()) {
      parts.add(outcome.takenBack().size() + " tried and taken back");
    }
    long unsafe =
        left.stream()
            .filter(finding -> finding.suggestion().filter(it -> !follows(it)).isPresent())
            .count();
    if (unsafe > 0) {
      parts.add(unsafe + " more with --unsafe-fixes");
    }
    streams.err().println("dovetail: " + String.join(", ", parts));
    if (parts.size() == 1 && outcome.done().isEmpty() && !left.isEmpty()) {
      streams
          .err()
          .println(
              "  no finding is mended by an edit of text; `dovetail fix` writes the migrations that"
                  + " are missing");
    }
  }

  private static String line(Finding finding, Suggestion suggestion) {
    String place =
        finding.at() instanceof Origin.InFile at
            ? "%s:%d:%d: ".formatted(at.path(), at.span().line(), at.span().column())
            : "";
    return "%s%s [%s]".formatted(place, suggestion.title(), finding.rule());
  }
}
