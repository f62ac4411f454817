package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What other machines run, as far as it can be tried without them: the scripts of the GitHub action
 * and of the GitLab job, with a stub in place of git and Dovetail, and the paths of the Dockerfile.
 */
class PackagingTest {

  private static final Path ROOT =
      Files.isDirectory(Path.of("packaging")) ? Path.of("") : Path.of("..");

  @TempDir Path folder;
  private int status;

  private static String text(String path) throws IOException {
    return Files.readString(ROOT.resolve(path));
  }

  /** The script with stubs that say what they are called with; the last line is Dovetail's. */
  private List<String> run(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    stub(bin.resolve("dovetail"), "echo dovetail \"$@\"; exit ${STATUS:-0}");
    stub(bin.resolve("dovetail-comment"), "echo dovetail-comment \"$@\"");
    stub(bin.resolve("git"), "case $* in *is-shallow*) echo false ;; esac; echo git \"$@\" >&2");
    ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-c", script);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("PATH", bin + ":/usr/bin:/bin");
    builder.environment().put("ACTION", bin.toString());
    builder.environment().put("RUNNER_TEMP", folder.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    status = process.waitFor();
    return out.lines().toList();
  }

  private static void stub(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** The lines of a block, without what indents it. */
  private static String block(String text, String head) {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    int indent = -1;
    for (String line : text.lines().toList()) {
      if (inside && !line.isBlank()) {
        int own = line.length() - line.stripLeading().length();
        indent = indent < 0 ? own : indent;
        if (own < indent) {
          break;
        }
        lines.add(line.substring(indent));
      }
      inside = inside || line.stripLeading().equals(head);
    }
    return String.join("\n", lines);
  }

  @Test
  void the_action_checks_what_a_pull_request_brings_and_refuses_the_event_with_secrets()
      throws IOException, InterruptedException {
    String script = block(text("action.yml"), "run: |");

    Map<String, String> pull =
        Map.of("EVENT", "pull_request", "BASE", "abc123", "INPUT_PATH", "services");
    assertThat(run(script, pull).getLast())
        .isEqualTo("dovetail check --format github --since abc123 --merge-with abc123 services");
    assertThat(
            run(script, Map.of("EVENT", "push", "INPUT_PATH", ".", "INPUT_STRICT", "true"))
                .getLast())
        .isEqualTo("dovetail check --format github --strict .");
    assertThat(
            run(
                    script,
                    Map.of(
                        "EVENT",
                        "pull_request",
                        "BASE",
                        "abc",
                        "INPUT_SINCE",
                        "none",
                        "INPUT_PATH",
                        "."))
                .getLast())
        .isEqualTo("dovetail check --format github --merge-with abc .");
    assertThat(run(script, Map.of("EVENT", "pull_request_target", "INPUT_PATH", ".")))
        .containsExactly("::error::dovetail is not for pull_request_target: use pull_request");
    // A word of a stranger in the script itself would be run.
    assertThat(script).doesNotContain("${{");
  }

  @Test
  void the_action_comments_in_a_step_of_its_own_and_fails_as_the_check_does()
      throws IOException, InterruptedException {
    String action = text("action.yml");
    Map<String, String> asked =
        Map.of("EVENT", "pull_request", "INPUT_PATH", ".", "INPUT_COMMENT", "true", "STATUS", "1");
    assertThat(run(block(action, "run: |"), asked))
        .containsExactly("dovetail check --format github .");
    assertThat(status).isEqualTo(1);
    assertThat(folder.resolve("dovetail.md")).hasContent("dovetail check --format markdown .");

    String before = action.substring(0, action.indexOf("- name: comment"));
    String comment = action.substring(before.length());
    assertThat(before).as("nobody else has the token").doesNotContain("github.token");
    assertThat(comment).contains("github.event_name == 'pull_request'\n");
    Path script = Files.createDirectories(folder.resolve("bin/packaging")).resolve("comment");
    stub(script, "echo comment \"$@\"; exit ${STATUS:-0}");
    assertThat(run(block(comment, "run: |"), Map.of("INPUT_PATH", "a b")))
        .containsExactly("comment --of a b " + folder.resolve("dovetail.md"));
    assertThat(run(block(comment, "run: |"), Map.of("INPUT_PATH", ".", "STATUS", "3")).getLast())
        .startsWith("::warning::dovetail could not comment");
    assertThat(status).as("no verdict").isZero();
    assertThat(block(comment, "run: |")).doesNotContain("${{");
  }

  @Test
  void the_job_for_gitlab_writes_its_report_for_merge_requests_and_for_branches()
      throws IOException, InterruptedException {
    String job = text("packaging/gitlab.yml");
    String script =
        block(job, "script:")
            .replaceAll("(?m)^- \\|\n((?:  .*\n)+)", "$1")
            .replaceAll("(?m)^- (.*)$", "$1");
    assertThat(script).startsWith("set --\n").endsWith("exit $status").doesNotContain("- |");

    run(script, Map.of("DOVETAIL_PATH", "."));
    assertThat(folder.resolve("gl-code-quality-report.json"))
        .hasContent("dovetail check --format gitlab .");
    run(
        script,
        Map.of(
            "DOVETAIL_PATH", "services",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA", "abc123",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"));
    assertThat(folder.resolve("gl-code-quality-report.json"))
        .hasContent(
            "dovetail check --format gitlab --since abc123 --merge-with FETCH_HEAD services");
    assertThat(folder.resolve("dovetail.md")).doesNotExist();

    Map<String, String> commenting =
        Map.of(
            "DOVETAIL_PATH", "services",
            "CI_MERGE_REQUEST_IID", "7",
            "DOVETAIL_COMMENT_TOKEN", "secret",
            "STATUS", "1");
    assertThat(run(script, commenting)).contains("dovetail-comment --of services dovetail.md");
    assertThat(folder.resolve("dovetail.md"))
        .hasContent("dovetail check --format markdown services");
    assertThat(status).as("that of the check").isEqualTo(1);
  }

  @Test
  void what_the_dockerfile_names_is_there() throws IOException {
    String dockerfile = text("packaging/Dockerfile");
    Matcher module = Pattern.compile("-pl (\\S+)").matcher(dockerfile);
    assertThat(module.find()).isTrue();
    assertThat(ROOT.resolve(module.group(1)).resolve("pom.xml")).exists();
    assertThat(dockerfile).contains("scripts/packages");
    assertThat(ROOT.resolve("scripts/packages")).isExecutable();
    // Where the archive is made, it is looked for.
    assertThat(text("scripts/packages"))
        .contains("dovetail-")
        .contains("target")
        .contains("packages");
    Matcher copied = Pattern.compile("(?m)^COPY (?!--from)(\\S+) ").matcher(dockerfile);
    while (copied.find()) {
      assertThat(ROOT.resolve(copied.group(1))).exists();
    }
    // What one stage makes, the next one copies.
    assertThat(dockerfile)
        .contains("-C /opt/dovetail")
        .contains("COPY --from=build /opt/dovetail /opt/dovetail");
    assertThat(text("distribution/src/main/dist/bin/dovetail")).contains("DOVETAIL_ARCHIVE");
  }
}
