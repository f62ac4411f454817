package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real repository, by the real git, with nothing of this machine's settings. */
record Git(Path folder) {

  record Said(int status, String text) {}

  /** An empty one, on the branch {@code main}. */
  static Git init(Path folder) throws Exception {
    Git git = new Git(folder);
    git.run("-c", "init.defaultBranch=main", "init", "-q");
    return git;
  }

  void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  void commit(String subject) throws Exception {
    run("add", "--all");
    run("commit", "--quiet", "--no-verify", "--message", subject);
  }

  /** What must work. */
  String run(String... arguments) throws Exception {
    Said said = tried(Map.of(), arguments);
    assertThat(said.status()).as(said.text()).isZero();
    return said.text();
  }

  Said tried(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b.c"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
    builder.environment().putAll(environment);
    try {
      Process process = builder.redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.waitFor(), text);
    } catch (IOException e) {
      assumeTrue(false, "no git on this machine");
      throw e;
    }
  }
}
