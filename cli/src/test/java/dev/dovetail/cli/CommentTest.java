package dev.dovetail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that comments, against a host of code that is played here. */
class CommentTest {

  private static final Path SCRIPT =
      Path.of(Files.isDirectory(Path.of("packaging")) ? "" : "..", "packaging", "comment");

  private static final String PYTHON = "python3";

  private static final String REPORT =
      """
      <!-- dovetail check -->
      ### Dovetail: 1 error

      1 service, 1 enum compared.
      """;

  private static final String CLEAN = REPORT.replace("1 error", "nothing found");
  private static final String SECRET = "token-that-nobody-sees";

  @TempDir Path folder;
  private CommentHost host;

  private record Said(int status, String text) {}

  @BeforeEach
  void begin() throws IOException {
    host = new CommentHost(SECRET);
  }

  @AfterEach
  void end() {
    host.close();
  }

  private Said said(String report, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 2];
    command[0] = PYTHON;
    command[1] = SCRIPT.toAbsolutePath().toString();
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(GITHUB|CI|http|HTTP|all|ALL)_.*"));
    builder.environment().putAll(environment);
    Process process = start(builder);
    try (var in = process.getOutputStream()) {
      in.write(report.getBytes(UTF_8));
    }
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(text).doesNotContain(SECRET).doesNotContain("Traceback");
    return new Said(process.exitValue(), text);
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      return abort("no `%s` on the PATH".formatted(PYTHON));
    }
  }

  private Map<String, String> github() {
    return Map.of(
        "GITHUB_API_URL",
        host.address(),
        "GITHUB_REPOSITORY",
        "team/shop",
        "GITHUB_TOKEN",
        SECRET,
        "PULL_REQUEST",
        "7");
  }

  private Map<String, String> gitlab() {
    return Map.of(
        "CI_API_V4_URL",
        host.address(),
        "CI_PROJECT_ID",
        "11",
        "CI_MERGE_REQUEST_IID",
        "7",
        "DOVETAIL_COMMENT_TOKEN",
        SECRET);
  }

  @Test
  void on_github_the_first_run_writes_a_comment_and_later_ones_write_it_anew() throws Exception {
    host.foreign(3);
    assertThat(said(REPORT, github()).text()).isEqualTo("dovetail: comment 4 written\n");
    assertThat(host.body(4)).startsWith("<!-- dovetail check -->\n### Dovetail: 1 error");
    assertThat(said(REPORT, github()).text()).isEqualTo("dovetail: comment 4 says so already\n");
    assertThat(said(CLEAN, github()).text()).isEqualTo("dovetail: comment 4 written anew\n");
    assertThat(host.body(4)).contains("nothing found");
    assertThat(host.changes()).containsExactly("POST", "PATCH 4");
    assertThat(host.bodies()).hasSize(4);
  }

  @Test
  void on_gitlab_too() throws Exception {
    host.foreign(3);
    assertThat(said(REPORT, gitlab()).text()).isEqualTo("dovetail: comment 4 written\n");
    assertThat(said(CLEAN, gitlab()).text()).isEqualTo("dovetail: comment 4 written anew\n");
    assertThat(host.changes()).containsExactly("POST", "PUT 4");
  }

  @Test
  void its_comment_is_found_behind_pages_of_others() throws Exception {
    host.foreign(250);
    said(REPORT, github());
    host.foreign(120);
    assertThat(said(CLEAN, github()).text()).isEqualTo("dovetail: comment 251 written anew\n");
    assertThat(said(REPORT, gitlab()).text()).isEqualTo("dovetail: comment 251 written anew\n");
  }

  @Test
  void comments_of_others_stay_even_with_its_mark_and_so_do_its_own_without() throws Exception {
    host.write("mallory", REPORT);
    host.write(CommentHost.SELF, "Look at this:\n" + REPORT);
    host.write(CommentHost.SELF, "");
    host.write(CommentHost.SELF, REPORT.replace("check -->", "check services/b -->"));
    assertThat(said(REPORT, github()).text()).isEqualTo("dovetail: comment 5 written\n");
    assertThat(said(CLEAN, gitlab()).text()).isEqualTo("dovetail: comment 5 written anew\n");
    assertThat(host.changes()).containsExactly("POST", "PUT 5");
  }

  @Test
  void checks_of_several_folders_keep_a_comment_each() throws Exception {
    assertThat(said(REPORT, github(), "--of", "services/a").text()).contains("comment 1 written");
    assertThat(said(REPORT, github(), "--of", "x --> y").text()).contains("comment 2 written");
    assertThat(said(REPORT, github(), "--of", ".").text()).contains("comment 3 written");
    assertThat(said(CLEAN, github(), "--of", "services/a").text()).contains("1 written anew");
    assertThat(host.body(1)).startsWith("<!-- dovetail check services/a -->\n");
    assertThat(host.body(2)).startsWith("<!-- dovetail check x%20--%3E%20y -->\n");
  }

  @Test
  void nothing_is_said_where_nothing_is_found_and_nothing_was_said_before() throws Exception {
    assertThat(said(CLEAN, github()).text()).isEqualTo("dovetail: nothing to say\n");
    assertThat(host.changes()).isEmpty();
  }

  @Test
  void the_token_of_a_workflow_may_not_ask_who_it_is() throws Exception {
    host.anonymous();
    host.write("mallory", REPORT);
    said(REPORT, github());
    assertThat(said(CLEAN, github()).text()).isEqualTo("dovetail: comment 2 written anew\n");
  }

  @Test
  void a_token_that_may_only_read_is_said_and_is_no_verdict() throws Exception {
    host.readOnly();
    Said said = said(REPORT, github());
    assertThat(said.status()).isEqualTo(3);
    assertThat(said.text()).contains("403", "a pull request of a fork");
  }

  @Test
  void the_token_goes_to_no_other_host() throws Exception {
    HttpServer other = CommentHost.listening();
    StringBuilder heard = new StringBuilder();
    other.createContext(
        "/",
        exchange -> {
          heard.append(exchange.getRequestURI());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    other.start();
    try {
      host.movedTo("http://127.0.0.1:" + other.getAddress().getPort());
      assertThat(said(REPORT, github()).status()).isEqualTo(3);
      assertThat(heard).isEmpty();
    } finally {
      other.stop(0);
    }
  }

  @Test
  void what_is_missing_or_wrong_is_said() throws Exception {
    assertThat(said("no report", github()).status()).isEqualTo(1);
    assertThat(said("", github()).text()).contains("not what `dovetail check --format markdown`");
    assertThat(said(REPORT, Map.of()).text()).contains("neither GITHUB_REPOSITORY nor");
    Map<String, String> lacking = new TreeMap<>(github());
    lacking.put("PULL_REQUEST", "");
    assertThat(said(REPORT, lacking).text()).contains("PULL_REQUEST is not set");
    lacking.put("PULL_REQUEST", "7/../8");
    assertThat(said(REPORT, lacking).text()).contains("PULL_REQUEST is no number");
    host.nonsense();
    assertThat(said(REPORT, github()).status()).isEqualTo(3);
  }

  @Test
  void a_report_that_is_too_long_is_cut_between_lines_and_closed() throws Exception {
    String line = "* **error** " + "x".repeat(1_000) + "\n";
    String report = REPORT + "<details open>\n<summary>a</summary>\n\n" + line.repeat(90);
    said(report, github());
    assertThat(host.body(1).length()).isBetween(55_000, 61_000);
    assertThat(host.body(1)).contains("x\n\n</details>\n\nThe rest is left out, for length");
  }

  @Test
  void what_check_prints_is_what_it_takes() throws Exception {
    TaskService.write(folder, "    done = \"done\"\n    lost = \"lost\"\n");
    String printed = Ran.of("check", folder, "--format", "markdown").out();
    assertThat(said(printed, github()).text()).isEqualTo("dovetail: comment 1 written\n");
    assertThat(host.body(1)).isEqualTo(printed.strip()).contains("label-missing-in-database");
  }
}
