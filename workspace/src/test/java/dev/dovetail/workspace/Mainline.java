package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.git.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A repository made of the states of its files, a commit a day; by git's own language for that. */
final class Mainline {

  private Mainline() {}

  static Repository of(Path folder, List<Map<String, String>> states) throws Exception {
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < states.size(); i++) {
      stream
          .append("commit refs/heads/main\n")
          .append(
              "committer Ada <ada@example.org> %d +0000%n".formatted(1_700_000_000L + i * 86_400L))
          .append(data("commit " + i))
          .append("deleteall\n");
      states
          .get(i)
          .forEach((path, text) ->
              stream.append("M 100644 inline ").append(path).append('\n').append(data(text)));
    }
    run(folder, "", "git", "-c", "init.defaultBranch=main", "init", "-q");
    run(folder, stream.toString(), "git", "fast-import", "--quiet");
    return Repository.holding(folder);
  }

  private static String data(String text) {
    return "data %d%n%s%n".formatted(text.getBytes(StandardCharsets.UTF_8).length, text);
  }

  private static void run(Path folder, String input, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
