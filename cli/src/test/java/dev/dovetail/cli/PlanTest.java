package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The revisions that {@code scripts/plan-example} writes, as {@code plan} goes from one to another.
 */
class PlanTest {

  private static final Path GOLDEN = Path.of("src/test/resources/dev/dovetail/cli");

  @TempDir static Path temporary;
  private static Path repository;

  @BeforeAll
  static void write_the_revisions() throws Exception {
    repository = temporary.resolve("orders");
    sh("sh", "../scripts/plan-example", repository.toString());
  }

  private static void sh(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void a_prepared_revision_has_a_safe_order() throws Exception {
    golden("plan.safe.txt", "0", "v1", "prepared");
  }

  @Test
  void one_release_for_all_is_shown_to_break_and_gets_another_between() throws Exception {
    golden("plan.counterexample.txt", "1", "v1", "v2");
  }

  @Test
  void a_rename_in_place_becomes_an_addition_and_rows_that_are_moved() {
    assertThat(plan("v2", "renamed"))
        .startsWith("1\n")
        .contains(
            "web@v2 writes `submitted` to orders.status, and the database refuses it",
            "ALTER TYPE public.order_status ADD VALUE 'placed'",
            "UPDATE orders SET status = 'placed' WHERE status = 'submitted', in batches",
            "`submitted` in orders.status stays in the type, unused");
  }

  @Test
  void what_a_service_never_learns_no_order_helps() {
    assertThat(plan("v2", "forgotten"))
        .startsWith("1\n")
        .contains(
            "LookupError: 'archived' is not among the defined enum values",
            "nor do more releases help",
            "no order is safe\n");
  }

  @Test
  void once_everything_reads_a_label_its_writer_goes_last() {
    assertThat(plan("prepared", "v2"))
        .startsWith("0\n")
        .contains(
            "1. deploy worker@v2 beside worker@prepared",
            "no enum changes in web",
            "worker@prepared can come back at any time");
  }

  @Test
  void as_json_it_has_the_steps_and_the_counterexamples() {
    assertThat(plan("v1", "v2", "--format", "json"))
        .contains(
            "\"command\": \"plan\"",
            "\"verdict\": \"detour\"",
            "\"kind\": \"unread\"",
            "\"command\": \"alembic upgrade 0002 in services/web\"",
            "\"owners\": [\"@web-team\"]");
  }

  @Test
  void as_markdown_it_is_checklists_with_boxes_ticked_for_what_was_verified() throws Exception {
    golden("plan.safe.md", "0", "v1", "prepared", "--format", "markdown");
  }

  @Test
  void an_emergency_goes_from_what_is_wrong_to_a_draft_of_how_it_came_about() throws Exception {
    Path story = temporary.resolve("story");
    sh("sh", "../scripts/history-example", story.toString());
    sh("git", "-C", story.toString(), "checkout", "-q", "HEAD~1");
    assertThat(run("plan", story.toString(), "--emergency", "BatchStatus"))
        .startsWith("0\n# Emergency: BatchStatus\n")
        .contains(
            "## 1. Assess",
            "**writes fail**: `awaiting_student_validation`",
            "SQLSTATE 22P02",
            "not seen: batch_orchestrator_service: no database was read",
            "## 2. Triage",
            "ALTER TYPE public.batch_status_enum ADD VALUE",
            "## 6. Monitor",
            "## 7. Post-mortem (draft)",
            "root cause, likely: one-time bulk addition")
        .doesNotContain("essay_lifecycle_service");
    assertThat(run("plan", story.toString(), "--emergency", "BatchStatus", "--format", "markdown"))
        .contains("**writes fail**: <code>awaiting_student_validation</code>");
    assertThat(run("plan", story.toString(), "--emergency", "BatchStatus", "--format", "json"))
        .contains("\"emergency\": \"BatchStatus\"", "\"remedies\"");
    assertThat(run("plan", story.toString(), "--emergency", "BatchStats"))
        .startsWith("2\n")
        .contains("BatchStatus");
  }

  @Test
  void wrong_words_are_errors_of_usage() {
    assertThat(run("plan", repository.toString())).startsWith("2\n").contains("--from COMMIT");
    assertThat(plan("nowhere", "v2")).startsWith("2\n").contains("git knows no commit `nowhere`");
    assertThat(plan("v2", "v2")).startsWith("2\n").contains("are the same commit");
  }

  private static void golden(String name, String status, String from, String to, String... more)
      throws Exception {
    String printed = plan(from, to, more);
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("dovetail.rewrite")) {
      Files.writeString(file, printed.substring(2));
    }
    assertThat(printed).isEqualTo(status + "\n" + Files.readString(file));
  }

  private static String plan(String from, String to, String... more) {
    List<String> words =
        new ArrayList<>(List.of("plan", repository.toString(), "--from", from, "--to", to));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  /** The exit code, a line, and what is printed. */
  private static String run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status = Main.run(words, new ByteArrayInputStream(new byte[0]), stream, stream);
    return status + "\n" + out.toString(StandardCharsets.UTF_8);
  }
}
