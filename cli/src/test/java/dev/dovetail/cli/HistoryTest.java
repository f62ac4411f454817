package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story that {@code scripts/history-example} writes, as {@code history} tells it. */
class HistoryTest {

  @TempDir static Path temporary;
  private static Path repository;

  @BeforeAll
  static void write_the_story() throws Exception {
    repository = temporary.resolve("story");
    run("sh", "../scripts/history-example", repository.toString());
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void it_says_when_they_parted_by_whom_and_why() {
    assertThat(history())
        .contains(
            "essay_lifecycle_service: EssayStatus in public.essay_status_enum",
            "2025-07-17  01f61b63  code 15   database 5  10 missing",
            "parted on 2025-07-17 by 01f61b63 (10 missing), together again on 2025-11-21 by"
                + " 69ae1ed5 after 127 days",
            "root cause: one-time bulk addition without a migration: 01f61b63 brought 10 labels at"
                + " once; no migration of the service came with it, and its subject calls it a"
                + " `refactor`",
            "nothing stood guard");
  }

  @Test
  void it_ends_in_a_conclusion() {
    assertThat(history())
        .contains(
            """
            Conclusion
              code and database parted on 2025-07-17 with 01f61b63 by Ben: 14 labels of 2 enums \
            missing in the database; root cause, likely: one-time bulk addition without a \
            migration; nothing stood guard; it lasted until 2025-11-21, 127 days
            """);
    assertThat(history("--until", "f547d88", "--format", "markdown"))
        .contains("### Conclusion", "nothing stood guard; they still are");
  }

  @Test
  void a_clone_that_was_cut_off_is_said_to_be_one() throws Exception {
    Path cut = temporary.resolve("cut");
    run("git", "clone", "-q", "--depth", "2", "file://" + repository, cut.toString());
    assertThat(told(cut))
        .contains("the clone is shallow: what was before its first commit is not seen");
    assertThat(history()).doesNotContain("shallow");
  }

  @Test
  void of_a_merge_it_names_the_commit_that_did_it() {
    assertThat(history("--only", "BatchStatus"))
        .contains(
            "\"Merge student-validation\", which brings 5ed2a667 of 2025-08-05 by Cleo",
            "root cause, likely: one-time bulk addition",
            "then: a migration was forgotten: f7fe54f6 brought 1 label of the 5 that came to be"
                + " missing",
            "values unchanged in 1 commit that touched the file (last 2025-11-11 f547d88a)")
        .doesNotContain("EssayStatus");
  }

  @Test
  void it_begins_and_ends_where_it_is_told() {
    assertThat(history("--since", "1836bf5", "--until", "f547d88"))
        .contains("4 missing), and still parted", "2 enums: 2 parted at some time, 2 still");
  }

  @Test
  void as_markdown_it_is_a_section_of_an_audit() {
    assertThat(history("--format", "markdown"))
        .startsWith("## Git history timeline\n")
        .contains(
            "**10 missing** (commit <code>01f61b63</code>)",
            "**Conclusion:** parted on 2025-07-17");
  }

  @Test
  void as_json_it_has_every_turn() {
    assertThat(history("--format", "json"))
        .contains("\"command\": \"history\"", "\"kind\": \"bulk-addition\"", "\"days\": 127");
  }

  @Test
  void the_hook_would_have_stopped_the_commit_with_which_they_parted() {
    assertThat(history("--replay-check"))
        .contains(
            "Commits that the hook of check would have stopped",
            "  2025-07-17  01f61b63  14 label-missing-in-database",
            "  2025-08-06  f7fe54f6  ",
            """
              essay_lifecycle_service: EssayStatus in public.essay_status_enum
                stopped at once, by 01f61b63 of 2025-07-17; it lasted 127 days
            """,
            "of 2 partings 2 stopped at once, 0 later, 0 not")
        .doesNotContain("  2025-11-21  69ae1ed5  label");
    assertThat(history("--replay-check", "--format", "json"))
        .contains("\"stopped_by\": \"01f61b63", "\"at_once\": true");
    assertThat(history("--replay-check", "--format", "markdown"))
        .contains("stopped at once, by 01f61b63 of 2025-07-17");
  }

  @Test
  void an_unknown_name_or_commit_is_an_error_of_usage() {
    assertThat(history("--only", "EssayStatsu")).contains("2: ", "EssayStatus");
    assertThat(history("--since", "nowhere")).contains("2: ", "git knows no commit `nowhere`");
  }

  /** What is printed; for wrong usage the exit code and what is said. */
  private static String history(String... more) {
    return told(repository, more);
  }

  private static String told(Path folder, String... more) {
    Ran ran = Ran.of(Stream.concat(Stream.of("history", folder), Stream.of(more)).toArray());
    return ran.status() == 0 ? ran.out() : ran.status() + ": " + ran.err();
  }
}
