package dev.dovetail.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.source.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextReportTest {

  private static final Tree TREE =
      new MemoryTree(
          Map.of(
              "app/states.py",
              "class State(Enum):\n    a = \"a\"\n\tb = \"b\"\n    c = \"\u001b[31m\"\n",
              "long.py",
              "x = " + "y".repeat(500) + " # end\n"));

  private static Finding finding(String subject, Origin at, Optional<String> topic) {
    return new Finding(
        "some-rule",
        Severity.ERROR,
        "tasks",
        at,
        "`" + subject + "` is wrong: it hurts",
        "do better with " + subject,
        List.of(),
        topic,
        subject);
  }

  private static Origin at(int line, int from, int to) {
    return new Origin.InFile("app/states.py", new Span(line, from, line, to));
  }

  private static String print(Finding... findings) {
    ServiceFacts service =
        new ServiceFacts(
            "tasks",
            "",
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of());
    Report report = new Report("check", List.of(service), List.of(findings), List.of());
    return TextReport.write(report, TREE, false, true);
  }

  @Test
  void a_finding_shows_its_line_with_carets_its_service_and_its_remedy() {
    assertThat(print(finding("a", at(2, 5, 12), Optional.empty())))
        .isEqualTo(
            """
            error[some-rule]: `a` is wrong: it hurts
             --> app/states.py:2:5
              |
            2 |     a = "a"
              |     ^^^^^^^
              |
              = service: tasks
              = help: do better with a

            1 service, 0 enums: 1 error
            """);
  }

  @Test
  void what_findings_have_in_common_is_said_once() {
    Optional<String> topic = Optional.of("labels are wrong");
    String text = print(finding("a", at(2, 5, 12), topic), finding("b", at(3, 2, 9), topic));
    assertThat(text)
        .startsWith("error[some-rule]: 2 labels are wrong\n --> app/states.py:2:5\n")
        .contains("3 |     b = \"b\"\n  |     ^^^^^^^\n")
        .containsOnlyOnce("error[");
  }

  @Test
  void many_helps_are_counted_and_not_all_printed() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      findings.add(finding("s" + i, at(2, 5, 12), Optional.of("things are wrong")));
    }
    assertThat(print(findings.toArray(Finding[]::new)))
        .contains("= help: do better with s2\n")
        .contains("= help: and 7 more of the kind\n")
        .doesNotContain("s3");
  }

  @Test
  void control_characters_of_a_source_are_shown_and_not_obeyed() {
    assertThat(print(finding("c", at(4, 5, 9), Optional.empty())))
        .contains("c = \"\\u{1b}[31m\"")
        .doesNotContain("\u001b");
  }

  @Test
  void a_long_line_is_cut_round_the_place() {
    Origin end = new Origin.InFile("long.py", new Span(1, 506, 1, 511));
    String text = print(finding("x", end, Optional.empty()));
    assertThat(text).contains("1 | ...yyy").contains("yyy # end\n");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(130));
  }

  @Test
  void a_place_beyond_the_end_of_the_file_is_no_crash() {
    assertThat(print(finding("x", at(99, 1, 2), Optional.empty()))).contains("app/states.py:99:1");
  }

  @Test
  void colour_is_there_only_when_asked_for() {
    Report report = new Report("check", List.of(), List.of(), List.of("Flyway: not read yet"));
    assertThat(TextReport.write(report, TREE, false, false)).doesNotContain("\u001b");
    assertThat(TextReport.write(report, TREE, true, false)).contains("\u001b[32m");
  }
}
