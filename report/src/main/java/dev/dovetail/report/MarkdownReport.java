package dev.dovetail.report;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.judge.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A comment on a pull request: what it comes to in one line, then each service folded up. Its first
 * line marks it, so that a bot finds its own comment and writes it anew.
 */
final class MarkdownReport {

  /** Hosts of code cut comments that are too long; they would cut a tag in two. */
  private static final int MOST_OF_A_SERVICE = 20;

  private static final int LONGEST = 60_000;

  private final StringBuilder out = new StringBuilder();
  private final Look look;

  private MarkdownReport(Look look) {
    this.look = look;
  }

  static String write(Report report, Look look) {
    MarkdownReport markdown = new MarkdownReport(look);
    markdown.head(report);
    Map<String, List<Finding>> byService = new LinkedHashMap<>();
    report.services().forEach(service -> byService.put(service.name(), new ArrayList<>()));
    for (Finding finding : report.findings()) {
      byService.computeIfAbsent(finding.service(), name -> new ArrayList<>()).add(finding);
    }
    byService.forEach(markdown::service);
    markdown.clean(report.services(), byService);
    report.seen().forEach(seen -> markdown.line("", Markdown.prose(seen)));
    return markdown.out.toString();
  }

  private void head(Report report) {
    line("<!-- dovetail " + report.command() + " -->");
    line("### Dovetail: " + counts(report.findings()));
    line(
        "",
        "%s, %s compared."
            .formatted(
                PageWords.count(report.services().size(), "service"),
                PageWords.count(report.enums(), "enum")));
  }

  private void service(String name, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    String title = name.isEmpty() ? "the repository" : name;
    if (out.length() > LONGEST) {
      line("", Markdown.code(title) + ": " + counts(findings) + " (left out, for length)");
      return;
    }
    boolean open = findings.stream().anyMatch(f -> f.severity() == Severity.ERROR);
    line("", open ? "<details open>" : "<details>");
    line("<summary>" + Markdown.code(title) + ": " + counts(findings) + "</summary>", "");
    List<Group> groups = Group.of(findings);
    groups.stream().limit(MOST_OF_A_SERVICE).forEach(this::group);
    if (groups.size() > MOST_OF_A_SERVICE) {
      line("* and " + (groups.size() - MOST_OF_A_SERVICE) + " more");
    }
    line("", "</details>");
  }

  private void group(Group group) {
    Finding first = group.first();
    String where =
        look.place(first.at())
            .map(file -> file.path() + ":" + file.span().line())
            .orElseGet(() -> Place.shown(first.at()));
    line(
        "* **%s** %s at %s<br>%s"
            .formatted(
                first.severity().word(),
                Markdown.code(first.rule()),
                Markdown.code(where),
                Markdown.prose(group.message())));
    List<String> helps = group.helps();
    if (helps.size() == 1) {
      line("  <br>**help:** " + Markdown.prose(helps.get(0)));
    } else {
      helps.forEach(help -> line("  * " + Markdown.prose(help)));
    }
  }

  private void clean(List<ServiceFacts> services, Map<String, List<Finding>> findings) {
    List<String> clean =
        services.stream()
            .map(ServiceFacts::name)
            .filter(name -> findings.getOrDefault(name, List.of()).isEmpty())
            .map(Markdown::code)
            .toList();
    if (!clean.isEmpty()) {
      line("", "Nothing found in " + String.join(", ", clean) + ".");
    }
  }

  private static String counts(List<Finding> findings) {
    List<String> counts = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      long count = findings.stream().filter(f -> f.severity() == severity).count();
      if (count > 0) {
        counts.add(count + " " + severity.word() + (count == 1 ? "" : "s"));
      }
    }
    return counts.isEmpty() ? "nothing found" : String.join(", ", counts);
  }

  private void line(String... lines) {
    for (String line : lines) {
      out.append(line).append('\n');
    }
  }
}
