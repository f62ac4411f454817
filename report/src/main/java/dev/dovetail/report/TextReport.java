package dev.dovetail.report;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Finding.Related;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Origin.InFile;
import dev.dovetail.core.source.Tree;
import dev.dovetail.report.Excerpt.Marked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A report for people: each finding with both sides of it, then a table of every enum, then one
 * line that sums up. What several findings have in common is said once.
 */
public final class TextReport {

  /** Remedies of one group beyond these are like the ones before. */
  private static final int MOST_HELPS = 3;

  private static final int MOST_RELATED = 4;

  private final StringBuilder out = new StringBuilder();
  private final Paint paint;
  private final Excerpt excerpt;

  private TextReport(Tree tree, Paint paint) {
    this.paint = paint;
    this.excerpt = new Excerpt(tree, paint);
  }

  /**
   * @param tree where excerpts are read
   * @param quiet leaves out the table
   */
  public static String write(Report report, Tree tree, boolean coloured, boolean quiet) {
    TextReport text = new TextReport(tree, coloured ? Paint.COLOURED : Paint.PLAIN);
    for (Group group : Group.of(report.findings())) {
      text.group(group);
    }
    if (!quiet) {
      new EnumTable(text.paint).write(text.out, report);
    }
    report.seen().forEach(seen -> text.out.append(Printable.of(seen)).append('\n'));
    text.summary(report);
    return text.out.toString();
  }

  private void group(Group common) {
    List<Finding> group = common.findings();
    Finding first = common.first();
    out.append(paint.severity(first.severity(), first.severity().word()))
        .append(paint.severity(first.severity(), "[" + first.rule() + "]"))
        .append(paint.strong(": " + Printable.of(common.message())))
        .append('\n');
    List<Finding> byPlace = group.stream().filter(f -> Place.of(f.at()).isPresent()).toList();
    List<Related> related = related(group);
    int gutter = gutter(group, related);
    if (byPlace.size() < group.size()) {
      arrow("-->", Printable.of(Place.shown(first.at())), gutter);
    }
    Map<String, List<Marked>> files = new LinkedHashMap<>();
    for (Finding finding : byPlace) {
      mark(files, finding.at(), "");
    }
    files.values().forEach(marks -> block("-->", marks, "^", gutter));
    Map<String, List<Marked>> others = new LinkedHashMap<>();
    related.forEach(other -> mark(others, other.at(), Printable.of(other.message())));
    others.values().forEach(marks -> block(":::", marks, "-", gutter));
    excerpt.bar(out, gutter);
    if (!common.services().isEmpty()) {
      note(
          group.size() > 1 && common.services().contains(", ") ? "services" : "service",
          common.services(),
          gutter);
    }
    helps(group, gutter);
    fixes(group, gutter);
    out.append('\n');
  }

  private static void mark(Map<String, List<Marked>> files, Origin at, String label) {
    Place.readable(at)
        .ifPresent(place ->
            files
                .computeIfAbsent(place.path(), path -> new ArrayList<>())
                .add(new Marked(place, label)));
  }

  private void block(String arrow, List<Marked> marks, String mark, int gutter) {
    InFile first =
        Collections.min(marks, (one, other) -> one.place().span().compareTo(other.place().span()))
            .place();
    arrow(arrow, Printable.of(Place.shown(first)), gutter);
    excerpt.show(out, marks, mark, gutter);
  }

  private void arrow(String arrow, String place, int gutter) {
    out.append(" ".repeat(gutter))
        .append(paint.frame(arrow))
        .append(' ')
        .append(place)
        .append('\n');
  }

  private void note(String word, String text, int gutter) {
    out.append(" ".repeat(gutter + 1))
        .append(paint.frame("= "))
        .append(paint.strong(word + ":"))
        .append(' ')
        .append(Printable.of(text))
        .append('\n');
  }

  private void helps(List<Finding> group, int gutter) {
    Set<String> helps = new LinkedHashSet<>();
    group.forEach(finding -> helps.add(finding.help()));
    int shown = 0;
    for (String help : helps) {
      if (shown++ == MOST_HELPS) {
        note("help", "and %d more of the kind".formatted(helps.size() - MOST_HELPS), gutter);
        return;
      }
      note("help", help, gutter);
    }
  }

  /** What {@code --fix} would write. */
  private void fixes(List<Finding> group, int gutter) {
    Set<String> fixes = new LinkedHashSet<>();
    for (Finding finding : group) {
      finding
          .suggestion()
          .ifPresent(
              it -> fixes.add(it.title() + (it.isSafe() ? " (--fix)" : " (--fix --unsafe-fixes)")));
    }
    fixes.stream().limit(MOST_HELPS).forEach(fix -> note("fix", fix, gutter));
  }

  /** Each place once, with all that is to be said of it. */
  private static List<Related> related(List<Finding> group) {
    Map<Origin, Set<String>> messages = new LinkedHashMap<>();
    for (Finding finding : group) {
      for (Related other : finding.also()) {
        messages.computeIfAbsent(other.at(), at -> new LinkedHashSet<>()).add(other.message());
      }
    }
    return messages.entrySet().stream()
        .limit(MOST_RELATED)
        .map(entry -> new Related(entry.getKey(), String.join("; ", entry.getValue())))
        .toList();
  }

  private static int gutter(List<Finding> group, List<Related> related) {
    List<InFile> places = new ArrayList<>();
    group.forEach(finding -> Place.of(finding.at()).ifPresent(places::add));
    related.forEach(other -> Place.of(other.at()).ifPresent(places::add));
    return Excerpt.gutter(places);
  }

  private void summary(Report report) {
    out.append(count(report.services().size(), "service"))
        .append(", ")
        .append(count(report.enums(), "enum"))
        .append(": ");
    if (report.findings().isEmpty()) {
      out.append(paint.good("nothing found"));
    } else {
      List<String> counts = new ArrayList<>();
      for (Severity severity : Severity.values()) {
        if (report.count(severity) > 0) {
          counts.add(paint.severity(severity, count(report.count(severity), severity.word())));
        }
      }
      out.append(String.join(", ", counts));
    }
    if (report.steps() > 0) {
      out.append("; ")
          .append(report.steps() - report.opaque())
          .append(" of ")
          .append(count(report.steps(), "operation"))
          .append(" understood (")
          .append(percent(report.steps() - report.opaque(), report.steps()))
          .append(" %)");
    }
    out.append('\n');
  }

  /** Never 100 while one is missing. */
  private static String percent(int part, int whole) {
    long tenths = part * 1000L / whole;
    return tenths % 10 == 0
        ? String.valueOf(tenths / 10)
        : String.format(Locale.ROOT, "%d.%d", tenths / 10, tenths % 10);
  }

  private static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
