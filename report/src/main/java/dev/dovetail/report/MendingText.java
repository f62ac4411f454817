package dev.dovetail.report;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.mended.FileChange;
import dev.dovetail.core.mended.Mended;
import dev.dovetail.core.mended.MendingReport;
import java.util.List;

/** What can be mended, for people: each file with what proves it. */
final class MendingText {

  private static final int AROUND = 3;

  private final Paint paint;
  private final StringBuilder out = new StringBuilder();

  private MendingText(Paint paint) {
    this.paint = paint;
  }

  static String write(MendingReport report, boolean coloured) {
    MendingText text = new MendingText(coloured ? Paint.COLOURED : Paint.PLAIN);
    report.mended().forEach(text::tell);
    report.left().forEach(text::left);
    text.summary(report);
    return text.out.toString();
  }

  private void tell(Mended mended) {
    out.append(paint.strong(Printable.of(mended.service() + ": " + mended.title()))).append('\n');
    mended
        .withheld()
        .ifPresent(reason ->
            out.append("  ")
                .append(paint.severity(dev.dovetail.core.judge.Severity.WARNING, "not offered"))
                .append(": ")
                .append(Printable.of(reason))
                .append('\n'));
    for (String sentence : mended.proof()) {
      out.append("  ")
          .append(paint.good("proven"))
          .append("  ")
          .append(Printable.of(sentence))
          .append('\n');
    }
    if (mended.isProven()) {
      mended.files().forEach(this::file);
    }
    out.append('\n');
  }

  private void file(FileChange file) {
    out.append('\n');
    List<String> after = lines(file.after());
    if (file.before().isEmpty()) {
      out.append(paint.frame("  new file " + Printable.of(file.path()))).append('\n');
      after.forEach(line -> line("+", line));
      return;
    }
    out.append(paint.frame("  edit " + Printable.of(file.path()))).append('\n');
    List<String> before = lines(file.before().get());
    Ends ends = Ends.of(before, after);
    int same = ends.head();
    int tail = ends.tail();
    out.append(paint.faint("  @@ line " + (same + 1) + " @@")).append('\n');
    before.subList(Math.max(0, same - AROUND), same).forEach(line -> line(" ", line));
    before.subList(same, before.size() - tail).forEach(line -> line("-", line));
    after.subList(same, after.size() - tail).forEach(line -> line("+", line));
    int end = before.size() - tail;
    before.subList(end, Math.min(before.size(), end + AROUND)).forEach(line -> line(" ", line));
  }

  private void line(String mark, String line) {
    out.append(("  " + mark + " " + Printable.of(line)).stripTrailing()).append('\n');
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }

  private void left(Finding finding) {
    out.append(paint.severity(finding.severity(), "left to you"))
        .append(": ")
        .append(Printable.of(finding.service() + ": " + finding.message()))
        .append(" [")
        .append(finding.rule())
        .append("]\n  ")
        .append(Printable.of(finding.help()))
        .append('\n');
  }

  private void summary(MendingReport report) {
    int proven = report.proven().size();
    int withheld = report.mended().size() - proven;
    if (!report.left().isEmpty()) {
      out.append('\n');
    }
    if (report.mended().isEmpty()) {
      out.append("nothing to mend");
    } else {
      out.append(
          "%d %s proven%s"
              .formatted(
                  proven, proven == 1 ? "fix" : "fixes", report.written() ? " and written" : ""));
      out.append(withheld == 0 ? "" : ", %d not offered".formatted(withheld));
    }
    out.append(
        report.left().isEmpty()
            ? "\n"
            : "; %s left to you%n".formatted(PageWords.count(report.left().size(), "finding")));
  }
}
