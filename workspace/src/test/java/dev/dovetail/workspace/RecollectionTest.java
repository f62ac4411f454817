package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.Recollection.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered is what would be answered anew, whatever happened to the files. */
class RecollectionTest {

  /** Long after the files were written, so that their stamps count. */
  private static final long LATER = 60_000;

  @TempDir Path folder;
  @TempDir Path cache;
  private Path read;
  private Path beside;

  @BeforeEach
  void two_files_of_which_one_is_read() throws IOException {
    read = write("app/read.py", "one");
    beside = write("app/beside.py", "two");
  }

  @Test
  void says_the_same_again_while_nothing_has_changed() throws IOException {
    assertThat(recalled()).isEmpty();
    keep();
    assertThat(recalled()).contains(new Answer("read: one", 1));
  }

  @Test
  void knows_nothing_once_what_was_read_is_written_anew() throws IOException {
    keep();
    Files.writeString(read, "other");
    assertThat(recalled()).isEmpty();
  }

  @Test
  void a_file_of_the_same_size_and_time_is_another_by_its_number() throws IOException {
    FileTime time = Files.getLastModifiedTime(read);
    keep();
    Path other = write("app/other.tmp", "eno");
    Files.setLastModifiedTime(other, time);
    Files.move(other, read, StandardCopyOption.REPLACE_EXISTING);
    assertThat(Files.getLastModifiedTime(read)).isEqualTo(time);
    assertThat(recalled()).isEmpty();
  }

  @Test
  void a_young_file_is_compared_by_its_content() throws IOException {
    FileTime time = Files.getLastModifiedTime(read);
    Recollection young = recollection(time.toMillis());
    young.keep(answer(young));
    Files.writeString(read, "eno");
    Files.setLastModifiedTime(read, time);
    assertThat(recalled()).isEmpty();
  }

  @Test
  void a_file_that_was_only_touched_is_the_same() throws IOException {
    keep();
    Files.setLastModifiedTime(read, FileTime.fromMillis(1));
    assertThat(recalled()).isPresent();
  }

  @Test
  void a_file_that_nobody_read_may_change_but_not_come_or_go() throws IOException {
    keep();
    Files.writeString(beside, "three");
    assertThat(recalled()).isPresent();
    Path third = write("app/third.py", "");
    assertThat(recalled()).isEmpty();
    Files.delete(third);
    assertThat(recalled()).isPresent();
    Files.delete(beside);
    assertThat(recalled()).isEmpty();
  }

  @Test
  void a_file_that_could_not_be_read_is_tried_again_whatever_its_stamp() throws IOException {
    FolderTree tree = FolderTree.of(folder);
    Recollection recollection = new Recollection(tree, "question", cache, now());
    Path aside = Files.move(read, folder.resolve("aside"));
    Files.createDirectory(read);
    assertThat(recollection.listening().read("app/read.py")).isEmpty();
    recollection.keep(new Answer("not read", 0));
    Files.delete(read);
    Files.move(aside, read);
    assertThat(recalled()).isEmpty();
  }

  @Test
  void another_question_has_another_answer() throws IOException {
    keep();
    FolderTree tree = FolderTree.of(folder);
    assertThat(new Recollection(tree, "another", cache, now()).recall()).isEmpty();
  }

  @Test
  void what_is_kept_is_not_trusted() throws IOException {
    keep();
    Path kept = only(cache);
    byte[] good = Files.readAllBytes(kept);
    Random random = new Random(20);
    for (int round = 0; round < 300; round++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(kept, bad);
      assertThat(recalled()).isEmpty();
      Files.write(kept, Arrays.copyOf(good, random.nextInt(good.length)));
      assertThat(recalled()).isEmpty();
    }
    Files.write(kept, good);
    assertThat(recalled()).isPresent();
  }

  @Test
  void where_nothing_can_be_kept_nothing_is() throws IOException {
    Path file = write("no-folder", "");
    Recollection nowhere =
        new Recollection(FolderTree.of(folder), "question", file.resolve("below"), now());
    nowhere.keep(answer(nowhere));
    assertThat(nowhere.recall()).isEmpty();
  }

  @Test
  void checks_remember_what_they_would_find() throws Exception {
    Path copy = folder.resolve("classroom");
    Path classroom = examples().resolve("classroom");
    try (Stream<Path> files = Files.walk(classroom)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(classroom.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    Random random = new Random(7);
    int remembered = 0;
    for (int round = 0; round < 40; round++) {
      List<Path> files = pythonFiles(copy);
      Path file = files.get(random.nextInt(files.size()));
      switch (random.nextInt(5)) {
        case 0 ->
            Files.writeString(
                file, Files.readString(file).replaceFirst("= \"(\\w+)\"", "= \"$1_x\""));
        case 1 -> Files.delete(file);
        case 2 -> Files.copy(file, file.resolveSibling("copy" + round + ".py"));
        case 3 -> Files.setLastModifiedTime(file, FileTime.fromMillis(round));
        default -> {
          // Nothing happens.
        }
      }
      FolderTree tree = FolderTree.of(copy);
      String anew = checked(tree);
      Recollection recollection = new Recollection(tree, "check", cache, now());
      Optional<Answer> known = recollection.recall();
      remembered += known.isPresent() ? 1 : 0;
      known.ifPresent(answer -> assertThat(answer.text()).isEqualTo(anew));
      recollection.keep(new Answer(checked(recollection.listening()), 0));
    }
    assertThat(remembered).isBetween(5, 35);
  }

  private static String checked(Tree tree) throws ConfigurationException {
    return Workspace.open(tree, "classroom", new Versions(Stack.unknown(), Optional.empty()))
        .check()
        .findings()
        .stream()
        .map(Finding::toString)
        .collect(Collectors.joining("\n"));
  }

  private static List<Path> pythonFiles(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return new ArrayList<>(
          files.filter(file -> file.toString().endsWith(".py")).sorted().toList());
    }
  }

  private void keep() throws IOException {
    Recollection recollection = recollection(now());
    recollection.keep(answer(recollection));
  }

  private static Answer answer(Recollection recollection) {
    byte[] text = recollection.listening().read("app/read.py").orElseThrow();
    return new Answer("read: " + new String(text, StandardCharsets.UTF_8), 1);
  }

  private Optional<Answer> recalled() throws IOException {
    return recollection(now()).recall();
  }

  private Recollection recollection(long now) throws IOException {
    return new Recollection(FolderTree.of(folder), "question", cache, now);
  }

  private static long now() {
    return System.currentTimeMillis() + LATER;
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  private static Path examples() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("examples/classroom"))) {
        return at.resolve("examples");
      }
    }
    throw new AssertionError("the examples are gone");
  }
}
