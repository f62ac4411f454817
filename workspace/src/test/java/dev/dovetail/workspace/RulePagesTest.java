package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.ChangeFault;
import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Fixer;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Origin;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.RulePage.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The pages of the rules are run: marked lines are found, unmarked lines are clean, and what is
 * printed stands in the page. {@code -Ddovetail.rewrite=true} writes what was found into the pages.
 */
class RulePagesTest {

  private static final List<String> HEADINGS =
      List.of(
          "## What it does",
          "## Why it is bad",
          "## Example",
          "## Use instead",
          "## Fix safety",
          "## Options");

  /** What files show, in one state or by what parts two. */
  private static final List<Fault> STATIC =
      Rules.FAULTS.stream()
          .filter(fault -> fault.isInFiles() || fault instanceof ChangeFault)
          .toList();

  /**
   * Before the path of a file as it was, and of one that a branch has with which ours is merged.
   */
  private static final String BEFORE = "before:";

  private static final String MAIN = "main:";

  /** What every service has, and no page needs to repeat. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "alembic.ini", "[alembic]\nscript_location = alembic\n",
          "alembic/env.py", "from alembic import context\n");

  @Test
  void every_rule_has_a_page_with_all_headings_one_fault_and_one_remedy() {
    assertThat(STATIC)
        .hasSizeGreaterThan(22)
        .allSatisfy(rule -> {
          RulePage page = RulePage.parse(Rules.page(rule));
          assertThat(page.text().lines()).startsWith("# " + rule.id()).containsAll(HEADINGS);
          assertThat(page.scenarios())
              .anyMatch(scenario -> scenario.marked().toString().contains(rule.id()))
              .anyMatch(scenario -> scenario.marked().isEmpty());
        });
  }

  @Test
  void the_pages_stand_in_the_documentation_too() throws IOException {
    Path folder = root().resolve("docs/rules");
    Map<String, String> wanted = RuleDocs.files();
    if (Boolean.getBoolean("dovetail.rewrite")) {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : wanted.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    }
    try (Stream<Path> there = Files.list(folder)) {
      assertThat(there.map(file -> file.getFileName().toString()))
          .as("run with -Ddovetail.rewrite=true")
          .containsExactlyInAnyOrderElementsOf(wanted.keySet());
    }
    for (Map.Entry<String, String> file : wanted.entrySet()) {
      assertThat(folder.resolve(file.getKey())).hasContent(file.getValue());
    }
  }

  private static Path root() {
    return Files.isDirectory(Path.of("core")) ? Path.of("") : Path.of("..");
  }

  @TestFactory
  Stream<DynamicTest> scenarios() throws IOException {
    if (Boolean.getBoolean("dovetail.rewrite")) {
      for (Fault rule : STATIC) {
        rewrite(rule);
      }
    }
    return STATIC.stream().flatMap(RulePagesTest::scenarios);
  }

  private static Stream<DynamicTest> scenarios(Fault rule) {
    return RulePage.parse(Rules.page(rule)).scenarios().stream()
        .map(scenario ->
            DynamicTest.dynamicTest(
                rule.id() + ": " + scenario.title(),
                () -> {
                  List<Finding> findings = findings(scenario);
                  assertThat(findings.stream().map(RulePagesTest::marker))
                      .containsExactlyInAnyOrderElementsOf(scenario.marked());
                  assertThat(findings.stream().map(RulePagesTest::line))
                      .containsExactlyElementsOf(scenario.expected());
                }));
  }

  /**
   * What the pages show: each suggestion takes its finding away, or is taken back with a reason.
   */
  @Test
  void what_is_suggested_on_a_page_helps_or_is_taken_back() throws ConfigurationException {
    Map<String, Set<String>> said = new TreeMap<>();
    for (Fault rule : STATIC) {
      for (Scenario scenario : RulePage.parse(Rules.page(rule)).scenarios()) {
        if (scenario.files().keySet().stream().noneMatch(path -> path.startsWith(BEFORE))) {
          Workspace workspace = open(scenario, "");
          Correction.Outcome outcome =
              Correction.of(workspace, workspace.check(), "app", Versions.open(), it -> true);
          outcome
              .done()
              .forEach(it ->
                  said.computeIfAbsent(it.finding().rule(), any -> new TreeSet<>()).add("helps"));
          outcome
              .takenBack()
              .forEach(it ->
                  said.computeIfAbsent(it.finding().rule(), any -> new TreeSet<>())
                      .add("taken back"));
          assertThat(outcome.report().findings())
              .noneMatch(finding ->
                  outcome.done().stream()
                      .anyMatch(it -> it.finding().fingerprint().equals(finding.fingerprint())));
        }
      }
    }
    Set<String> known = new TreeSet<>(Fixer.CHECK.rules());
    known.addAll(Fixer.CHECK_UNSAFE.rules());
    assertThat(said.keySet()).isEqualTo(known);
    assertThat(said)
        .allSatisfy((rule, words) -> {
          if (!rule.equals("create-type-false-ignored")) {
            assertThat(words).as(rule).contains("helps");
          }
        });
  }

  private static List<Finding> findings(Scenario scenario) throws ConfigurationException {
    if (scenario.files().keySet().stream().noneMatch(path -> path.startsWith(BEFORE))) {
      return open(scenario, "").check().findings();
    }
    Workspace now = open(scenario, BEFORE, "");
    Change.States states = new Change.States("app", Versions.open());
    Change change = Change.of(now, tree(scenario, BEFORE), "before", true, states);
    Report whole = change.check();
    Report report = change.brought(whole, List.copyOf(now.tree().files()));
    return new Merging(now, open(scenario, BEFORE, MAIN), open(scenario, BEFORE, "", MAIN), "main")
        .onTop(report, whole, List.of())
        .findings();
  }

  private static Workspace open(Scenario scenario, String... sides) throws ConfigurationException {
    return Workspace.open(tree(scenario, sides), "app", Versions.open());
  }

  /** The files of these sides; of the side without a name, those that have none before them. */
  private static MemoryTree tree(Scenario scenario, String... sides) {
    Map<String, String> files = new TreeMap<>(ALWAYS);
    for (String side : sides) {
      scenario
          .files()
          .forEach((path, text) -> {
            boolean named = path.startsWith(BEFORE) || path.startsWith(MAIN);
            if (side.isEmpty() ? !named : path.startsWith(side)) {
              files.put(path.substring(side.length()), text);
            }
          });
    }
    return new MemoryTree(files);
  }

  private static String marker(Finding finding) {
    return path(finding) + ":" + place(finding).span().line() + " " + finding.rule();
  }

  private static String line(Finding finding) {
    Origin.InFile at = place(finding);
    return "%s:%d:%d: %s[%s]: %s"
        .formatted(
            path(finding),
            at.span().line(),
            at.span().column(),
            finding.severity().word(),
            finding.rule(),
            finding.message());
  }

  private static Origin.InFile place(Finding finding) {
    return finding.at() instanceof Origin.InCommit commit
        ? commit.place()
        : (Origin.InFile) finding.at();
  }

  private static String path(Finding finding) {
    String path = place(finding).path();
    return finding.at() instanceof Origin.InCommit commit ? commit.commit() + ":" + path : path;
  }

  private static void rewrite(Fault rule) throws IOException {
    Path file =
        root().resolve("core/src/main/resources/dev/dovetail/rules").resolve(rule.id() + ".md");
    RulePage page = RulePage.parse(Files.readString(file));
    List<List<String>> found = new ArrayList<>();
    for (Scenario scenario : page.scenarios()) {
      List<String> lines = new ArrayList<>();
      try {
        findings(scenario).forEach(finding -> lines.add(line(finding)));
      } catch (ConfigurationException e) {
        lines.add(e.reason());
      }
      found.add(lines);
    }
    Files.writeString(file, page.with(found));
  }
}
