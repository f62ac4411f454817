package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as its users meet it: arguments in, text and an exit code out. */
class MainTest {

  @TempDir Path folder;

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void service(String members) throws IOException {
    TaskService.write(folder, members);
  }

  @Test
  void agreement_is_silent_and_exits_0() throws IOException {
    service("    done = \"done\"\n");
    Ran answer = Ran.of("check", folder);
    assertThat(answer.status()).isEqualTo(0);
    assertThat(answer.out()).contains("agrees").contains("nothing found");
  }

  @Test
  void a_missing_label_exits_1_and_shows_both_sides() throws IOException {
    service("    done = \"done\"\n    lost = \"lost\"\n");
    Ran answer = Ran.of("check", folder, "--color", "never");
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.out())
        .contains("error[label-missing-in-database]: `TaskState.lost`")
        .contains("--> app/models.py:12:5")
        .contains("12 |     lost = \"lost\"")
        .contains("::: alembic/versions/0001_tasks.py")
        .contains(
            "= help: add a migration that runs `ALTER TYPE public.task_state ADD VALUE 'lost'`");
  }

  @Test
  void json_has_the_promised_keys_and_no_time() throws IOException {
    service("    done = \"done\"\n    lost = \"lost\"\n");
    Ran first = Ran.of("check", folder, "--format", "json");
    Ran second = Ran.of("check", folder, "--format", "json");
    assertThat(first.out()).isEqualTo(second.out());
    assertThat(first.err()).isEmpty();
    assertThat(first.out())
        .contains("\"dovetail\": 1,", "\"command\": \"check\",", "\"verdict\": \"drift\"")
        .contains("\"missing\": [\"lost\"]", "\"told\": [\"open\", \"done\"]")
        .contains("\"replayed\": null", "\"live\": null", "\"fingerprint\": \"");
  }

  @Test
  void an_empty_folder_is_not_verified() {
    Ran answer = Ran.of("check", folder);
    assertThat(answer.status()).isEqualTo(3);
    assertThat(answer.out()).contains("no service found: there is no file here");
  }

  @Test
  void what_is_not_read_yet_is_said() throws IOException {
    write("db/migration/V1__init.sql", "CREATE TABLE t (id int);");
    Ran answer = Ran.of("check", folder);
    assertThat(answer.status()).isEqualTo(3);
    assertThat(answer.out())
        .contains("no service found")
        .contains("Flyway: not read yet (db/migration/V1__init.sql)");
  }

  @Test
  void a_folder_that_is_not_there_is_wrong_usage() {
    Ran answer = Ran.of("check", folder.resolve("nowhere"));
    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.err()).contains("is not there").doesNotContain("Exception");
  }

  @Test
  void an_unknown_key_names_the_nearest_with_its_place() throws IOException {
    service("    done = \"done\"\n");
    write("dovetail.toml", "[rules]\nlabel-only-in-databse = \"off\"\n");
    Ran answer = Ran.of("check", folder);
    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.err())
        .contains("dovetail.toml:2:1: unknown key `label-only-in-databse`")
        .contains("did you mean `label-only-in-database`?");
  }

  @Test
  void an_unknown_name_after_only_lists_the_known() throws IOException {
    service("    done = \"done\"\n");
    Ran answer = Ran.of("check", folder, "--only", "several-head");
    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.err()).contains("did you mean `several-heads`?").contains("services: ");
  }

  @Test
  void only_keeps_the_findings_of_a_rule() throws IOException {
    service("    done = \"done\"\n    lost = \"lost\"\n");
    Ran answer = Ran.of("check", folder, "--only", "several-heads");
    assertThat(answer.status()).isEqualTo(0);
    assertThat(answer.out()).doesNotContain("label-missing-in-database");
  }

  @Test
  void a_rule_that_is_off_finds_nothing() throws IOException {
    service("    done = \"done\"\n    lost = \"lost\"\n");
    write("dovetail.toml", "[rules]\nlabel-missing-in-database = \"off\"\n");
    assertThat(Ran.of("check", folder).status()).isEqualTo(0);
  }

  @Test
  void a_rule_that_is_off_is_not_passed_over_in_silence() throws IOException {
    service("    done = \"done\"\n");
    assertThat(Ran.of("check", folder, "--only", "index-built-with-lock").out())
        .contains("`index-built-with-lock` is off: `[rules]` in dovetail.toml turns it on");
  }

  @Test
  void warnings_fail_only_when_strict() throws IOException {
    service("    done = \"done\"\n    lost = \"lost\"\n");
    write("dovetail.toml", "[rules]\nlabel-missing-in-database = \"warning\"\n");
    assertThat(Ran.of("check", folder).status()).isEqualTo(0);
    assertThat(Ran.of("check", folder, "--strict").status()).isEqualTo(1);
  }

  @Test
  void a_file_that_is_no_python_has_a_place_and_is_not_verified() throws IOException {
    service("    done = \"done\"\n");
    write("app/broken.py", "from enum import Enum\nclass (Enum:\n");
    Ran answer = Ran.of("check", folder);
    assertThat(answer.status()).isEqualTo(3);
    assertThat(answer.out()).contains("file-unreadable").contains("app/broken.py:2:");
  }

  @Test
  void files_in_another_encoding_are_not_verified_and_no_crash() throws IOException {
    service("    done = \"done\"\n");
    byte[] latin = "from enum import Enum  # caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("app/latin.py"), latin);
    Ran answer = Ran.of("check", folder);
    assertThat(answer.err()).doesNotContain("fault of Dovetail");
    assertThat(answer.out()).contains("app/latin.py");
  }

  @Test
  void deep_nesting_is_no_crash() throws IOException {
    service("    done = \"done\"\n");
    write("app/deep.py", "from enum import Enum\nx = " + "(".repeat(100_000) + "\n");
    Ran answer = Ran.of("check", folder);
    assertThat(answer.err()).doesNotContain("fault of Dovetail");
    assertThat(answer.status()).isIn(0, 3);
  }

  @Test
  void the_schema_is_printed_in_three_forms() throws IOException {
    service("    done = \"done\"\n");
    assertThat(Ran.of("schema", folder, "--format", "json").out())
        .contains("\"public.task_state\": [\"open\", \"done\"]")
        .contains("\"problem\": null", "\"unverifiable\": []");
    assertThat(Ran.of("schema", folder).out()).contains("enum public.task_state: open, done");
    assertThat(Ran.of("schema", folder, "--format", "sql").out())
        .contains("CREATE TYPE public.task_state AS ENUM ('open', 'done');");
  }

  @Test
  void a_failing_history_exits_1_and_keeps_what_is_left() throws IOException {
    service("    done = \"done\"\n");
    Path initial = folder.resolve("before.sql");
    Files.writeString(initial, "CREATE TYPE task_state AS ENUM ('open');");
    Ran answer = Ran.of("schema", folder, "--format", "json", "--initial", initial);
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.out())
        .contains("\"sqlstate\": \"42710\"", "\"revision\": \"0001\"")
        .contains("\"public.task_state\": [\"open\"]");
  }

  @Test
  void an_unknown_revision_names_the_nearest() throws IOException {
    service("    done = \"done\"\n");
    Ran answer = Ran.of("schema", folder, "--at", "0002");
    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.err()).contains("did you mean `0001`?");
  }

  @Test
  void init_writes_a_configuration_that_can_be_read_and_overwrites_none() throws IOException {
    service("    done = \"done\"\n");
    assertThat(Ran.of("init", folder).status()).isEqualTo(0);
    assertThat(folder.resolve("dovetail.toml")).content().contains("[[service]]");
    assertThat(Ran.of("check", folder).status()).isEqualTo(0);
    assertThat(Ran.of("init", folder).status()).isEqualTo(2);
  }

  @Test
  void explain_prints_a_page_or_the_list_of_rules() {
    assertThat(Ran.of("explain", "several-heads").out()).startsWith("# several-heads");
    assertThat(Ran.of("explain").out()).contains("type-created-twice");
    assertThat(Ran.of("explain", "several-head").err()).contains("did you mean `several-heads`?");
  }

  @Test
  void version_and_help_answer() {
    assertThat(Ran.of("--version").out()).startsWith("dovetail ");
    assertThat(Ran.of("--help").out()).contains("check").contains("schema");
    assertThat(Ran.of("chek").status()).isEqualTo(2);
  }

  @Test
  void control_characters_of_others_reach_no_terminal() throws IOException {
    service("    done = \"done\"\n    lost = \"l\u001b[31mst\"\n");
    write(
        "app/models.py",
        Files.readString(folder.resolve("app/models.py"))
            .replace(
                "name=\"task_state\"",
                "name=\"task_state\", values_callable=lambda x: [m.value for m in x]"));
    assertThat(Ran.of("check", folder, "--color", "never").out()).doesNotContain("\u001b");
    assertThat(Ran.of("check", folder, "--format", "json").out()).doesNotContain("\u001b");
  }

  @Test
  void a_baseline_passes_over_what_was_there_and_only_shrinks() throws IOException {
    service("    done = \"done\"\n    lost = \"lost\"\n");
    assertThat(Ran.of("baseline", folder).out()).startsWith("1 finding is written");
    Ran known = Ran.of("check", folder);
    assertThat(known.status()).isEqualTo(0);
    assertThat(known.out()).contains("1 known finding is passed over (dovetail-baseline.txt)");

    service("    done = \"done\"\n    lost = \"lost\"\n    more = \"more\"\n");
    Ran fresh = Ran.of("check", folder);
    assertThat(fresh.status()).isEqualTo(1);
    assertThat(fresh.out()).contains("TaskState.more").doesNotContain("TaskState.lost");
    assertThat(Ran.of("baseline", folder).out())
        .contains("0 mended and taken out, 1 stay")
        .contains("1 new finding is not added: mend it");

    service("    done = \"done\"\n");
    assertThat(Ran.of("check", folder).out())
        .contains("1 entry of dovetail-baseline.txt is mended")
        .contains("label-missing-in-database")
        .contains("TaskState.lost");
    assertThat(Ran.of("baseline", folder).out()).contains("1 mended and taken out, 0 stay");
    assertThat(Ran.of("check", folder).out()).doesNotContain("dovetail-baseline.txt");
  }

  @Test
  void the_models_say_what_a_row_must_have() throws IOException {
    service("    done = \"done\"\n");
    String models =
        Files.readString(folder.resolve("app/models.py"))
            + """
                title = Column(Text, nullable=False)
                note = Column(Text)
                rank = Column(Integer, nullable=False, server_default="1")
                owner = Column(ForeignKey("tasks.id"), nullable=False)
                made = Column(DateTime(timezone=True), server_default=func.now())
            """;
    write(
        "app/models.py",
        models.replace(
            "import Column, Enum, Integer",
            "import Column, DateTime, Enum, ForeignKey, Integer, Text, func"));
    Ran answer = Ran.of("schema", "--from", "code", folder);
    assertThat(answer.out())
        .isEqualTo(
            """
            Task: table public.tasks (app/models.py:14:1)
              required
                title    text
                owner    integer                   refers to tasks.id
              optional: NULL when left out
                state    task_state
                note     text
              defaulted: filled in when left out
                rank     integer                   DEFAULT '1'
              server-managed: filled in by the database, not to be set
                id       integer                   primary key, the next number
                made     timestamp with time zone  DEFAULT now()

            enum task_state (TaskState): open, done
            """);
    assertThat(answer.status()).isEqualTo(0);
    assertThat(Ran.of("schema", "--from", "code", "--format", "json", folder).out())
        .contains("\"role\": \"server-managed\"", "\"labels\": [\"open\", \"done\"]");
    assertThat(Ran.of("schema", "--from", "code", "--format", "sql", folder).status()).isEqualTo(2);
  }

  @Test
  void a_baseline_that_is_no_baseline_is_said_with_its_line() throws IOException {
    service("    done = \"done\"\n");
    write("dovetail-baseline.txt", "# fine\n<<<<<<< HEAD\n");
    Ran answer = Ran.of("check", folder);
    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.err()).contains("dovetail-baseline.txt:2:1: ");
  }

  @Test
  void a_comment_with_a_reason_allows_a_finding() throws IOException {
    service(
        "    done = \"done\"\n    lost = \"lost\""
            + "  # dovetail: allow label-missing-in-database not stored\n");
    Ran answer = Ran.of("check", folder, "--strict");
    assertThat(answer.status()).isEqualTo(0);
    assertThat(answer.out()).contains("nothing found");
  }
}
