package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept from one check to the next changes nothing of what the next one says. */
class KeepsakesTest {

  private static final Path EXAMPLE = Path.of("../examples/classroom");
  private static final long SEED = 20261122;
  private static final int ROUNDS = 16;

  @TempDir Path folder;

  @Test
  void a_process_that_goes_on_says_what_a_new_one_says() throws Exception {
    Git git = Git.init(folder);
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).filter(KeepsakesTest::isTaken).toList()) {
        git.write(EXAMPLE.relativize(file).toString(), Files.readString(file));
      }
    }
    git.commit("first");
    Random random = new Random(SEED);
    Keepsakes keepsakes = new Keepsakes(System.getenv());
    List<String> said = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      String edit = edit(random, round);
      git.run("add", "--all");
      String kept = checked(keepsakes);
      assertThat(kept)
          .as("seed %d, round %d: %s", SEED, round, edit)
          .isEqualTo(checked(new Keepsakes(System.getenv())));
      said.add(kept);
      if (random.nextInt(4) == 0) {
        git.commit("round " + round);
      } else if (random.nextInt(4) == 0) {
        git.run("reset", "-q", "--hard");
      }
    }
    assertThat(said.stream().distinct()).hasSizeGreaterThan(ROUNDS / 2);
  }

  /** Three of the seven services, with what they share. */
  private static boolean isTaken(Path file) {
    String path = EXAMPLE.relativize(file).toString();
    return !path.startsWith("services/")
        || path.matches("services/(batch|class_management|email).*");
  }

  private String checked(Keepsakes keepsakes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Streams streams = new Streams(InputStream.nullInputStream(), print, print);
    int exit =
        Main.run(
            new String[] {"check", "--staged", "--format", "json", folder.toString()},
            streams,
            List.of(new CheckCommand(streams, keepsakes)));
    return exit + "\n" + out.toString(StandardCharsets.UTF_8);
  }

  /** Something that a day's work does to one file or two. */
  private String edit(Random random, int round) throws IOException {
    List<Path> python = files(".py");
    Path file = python.get(random.nextInt(python.size()));
    List<Path> migrations =
        python.stream().filter(it -> it.getParent().endsWith("versions")).toList();
    Path migration = migrations.get(random.nextInt(migrations.size()));
    List<Path> enums = new ArrayList<>();
    for (Path one : python) {
      if (Files.readString(one).matches("(?s).*class \\w+\\((str, )?\\w*[eE]num.*")) {
        enums.add(one);
      }
    }
    Path holder = enums.get(random.nextInt(enums.size()));
    return switch (random.nextInt(7)) {
      case 0 ->
          replaced(
              holder,
              "\n    ([A-Z_]+) = \"",
              "\n    ADDED_" + round + " = \"added_" + round + "\"\n    $1 = \"");
      case 1 -> replaced(holder, "\n    [A-Z_]+ = \"\\w+\"", "");
      case 2 -> replaced(file, "\\z", "\n\nEXTRA_" + round + " = 1\n");
      case 3 -> {
        Files.delete(file);
        yield "deleted " + file;
      }
      case 4 ->
          replaced(
              migration,
              "\ndef upgrade\\(\\)[^\n]*:\n",
              "$0    op.execute(\"CREATE TYPE made_" + round + " AS ENUM ('a', 'b')\")\n");
      case 5 -> replaced(migration, "down_revision[^\n]*", "down_revision = None");
      default -> replaced(folder.resolve("dovetail.toml"), "\\z", "\n# " + round + "\n");
    };
  }

  private static String replaced(Path file, String pattern, String text) throws IOException {
    Files.writeString(file, Files.readString(file).replaceFirst(pattern, text));
    return file + ": " + pattern + " -> " + text;
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(it -> it.toString().endsWith(ending) && Files.isRegularFile(it))
          .sorted()
          .toList();
    }
  }
}
