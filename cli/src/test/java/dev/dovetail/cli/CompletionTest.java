package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What helps whoever types: completions in a real bash, examples, the manual page. */
class CompletionTest {

  @TempDir Path folder;

  private static CommandLine whole() {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return Main.whole(new Streams(new ByteArrayInputStream(new byte[0]), nowhere, nowhere));
  }

  /** The words that bash offers where the cursor stands behind these. */
  private List<String> offered(String... words) throws Exception {
    Path script = folder.resolve("dovetail.bash");
    Files.writeString(script, Ran.of("completion", "bash").out());
    String line = String.join(" ", Stream.of(words).map(word -> "'" + word + "'").toList());
    String command =
        "source '%s'; COMP_WORDS=(dovetail %s); COMP_CWORD=%d; _dovetail; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(script, line, words.length);
    try {
      Process bash = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
      String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(bash.waitFor()).as(said).isZero();
      return said.lines().toList();
    } catch (IOException e) {
      assumeTrue(false, "no bash on this machine");
      return List.of();
    }
  }

  @Test
  void commands_options_and_their_words_are_completed() throws Exception {
    assertThat(offered("che")).containsExactly("check");
    assertThat(offered("check", "--sta")).containsExactly("--staged");
    assertThat(offered("check", "--format", "s")).containsExactly("sarif");
    assertThat(offered("explain", "type-created")).containsExactly("type-created-twice");
    assertThat(offered("hook", "un")).containsExactly("uninstall");
    assertThat(offered("completion", "")).containsExactly("bash", "man", "zsh");
  }

  @Test
  void zsh_takes_the_same_function() {
    assertThat(Ran.of("completion", "zsh").out())
        .startsWith("#compdef dovetail\n")
        .contains("bashcompinit", Ran.of("completion", "bash").out());
  }

  @Test
  void the_manual_page_has_every_command_and_option() throws Exception {
    String page = Ran.of("completion", "man").out();
    Map<String, CommandLine> commands = whole().getSubcommands();
    assertThat(commands.keySet())
        .allSatisfy(name -> assertThat(page).contains(".SS dovetail " + name + "\n"));
    assertThat(page)
        .contains("\\-\\-merge\\-with COMMIT", "TEXT, JSON, SARIF")
        .doesNotContain("${", "@|");
    assertThat(page.lines()).noneMatch(line -> line.startsWith("'"));
  }

  @Test
  void every_example_of_the_help_can_be_typed() {
    Map<String, CommandLine> commands = whole().getSubcommands();
    int seen = 0;
    for (String name : commands.keySet()) {
      for (Examples.Example example : Examples.of(name)) {
        assertThat(example.command()).startsWith(name);
        assertThat(whole().parseArgs(example.command().split(" ")).hasSubcommand()).isTrue();
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(24);
    assertThat(Ran.of("check", "--help").out())
        .contains("Examples:", "dovetail check --since origin/main --format github");
  }
}
