package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {

  @TempDir Path folder;

  private void write(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, path);
  }

  @Test
  void files_are_sorted_and_found_by_folder() throws IOException {
    write("b/two.py");
    write("b-side/one.py");
    write("b/a/three.py");
    write("a.py");
    FolderTree tree = FolderTree.of(folder);
    assertThat(tree.files()).containsExactly("a.py", "b-side/one.py", "b/a/three.py", "b/two.py");
    assertThat(tree.files("b")).containsExactly("b/a/three.py", "b/two.py");
    assertThat(tree.files("c")).isEmpty();
    assertThat(tree.read("b/two.py")).hasValueSatisfying(b -> assertThat(b).hasSize(8));
  }

  @Test
  void dependencies_caches_and_environments_are_not_entered() throws IOException {
    write("node_modules/x/models.py");
    write(".git/hooks.py");
    write("env/pyvenv.cfg");
    write("env/lib/models.py");
    write("app/models.py");
    assertThat(FolderTree.of(folder).files()).containsExactly("app/models.py");
  }

  @Test
  void links_that_lead_outside_or_in_a_circle_are_left_out(@TempDir Path outside)
      throws IOException {
    Path secret = Files.writeString(outside.resolve("secret.py"), "password");
    write("app/models.py");
    Files.createSymbolicLink(folder.resolve("app/secret.py"), secret);
    Files.createSymbolicLink(folder.resolve("app/again"), folder);
    Files.createSymbolicLink(folder.resolve("app/loop.py"), folder.resolve("app/loop.py"));
    Files.createSymbolicLink(folder.resolve("app/inside.py"), folder.resolve("app/models.py"));
    FolderTree tree = FolderTree.of(folder);
    assertThat(tree.files()).containsExactly("app/inside.py", "app/models.py");
    assertThat(tree.leftOut()).containsOnlyKeys("app/secret.py", "app/loop.py");
    assertThat(tree.read("app/secret.py")).isEmpty();
    assertThat(tree.read("../secret.py")).isEmpty();
  }

  @Test
  void a_huge_file_is_left_out_and_said() throws IOException {
    write("app/models.py");
    try (RandomAccessFile huge = new RandomAccessFile(folder.resolve("dump.sql").toFile(), "rw")) {
      huge.setLength(20L << 20);
    }
    FolderTree tree = FolderTree.of(folder);
    assertThat(tree.files()).containsExactly("app/models.py");
    assertThat(tree.leftOut()).containsEntry("dump.sql", "it is larger than 16 MB");
  }

  @Test
  void a_line_of_a_hundred_megabytes_is_left_out_and_said() throws IOException {
    write("app/models.py");
    try (OutputStream line = Files.newOutputStream(folder.resolve("app/rows.py"))) {
      byte[] piece = "'abcdefgh', ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      for (long written = 0; written < 100L << 20; written += piece.length) {
        line.write(piece);
      }
    }
    FolderTree tree = FolderTree.of(folder);
    assertThat(tree.files()).containsExactly("app/models.py");
    assertThat(tree.leftOut()).containsEntry("app/rows.py", "it is larger than 16 MB");
    assertThat(tree.read("app/rows.py")).isEmpty();
  }

  @Test
  void files_that_are_gone_once_they_are_asked_for_are_said() throws IOException {
    write("app/models.py");
    write("gone/one.py");
    write("gone/two.py");
    write("gone.py");
    FolderTree tree = FolderTree.of(folder);
    assertThat(tree.leftOut()).isEmpty();
    Files.delete(folder.resolve("gone.py"));
    Files.delete(folder.resolve("gone/one.py"));
    Files.delete(folder.resolve("gone/two.py"));
    Files.delete(folder.resolve("gone"));
    assertThat(tree.read("gone.py")).isEmpty();
    assertThat(tree.read("gone/one.py")).isEmpty();
    assertThat(tree.read("app/models.py")).isPresent();
    assertThat(tree.leftOut())
        .containsOnly(
            Map.entry("gone.py", "it could not be read"),
            Map.entry("gone/one.py", "it could not be read"));
  }

  @Test
  void a_file_that_becomes_a_folder_is_said() throws IOException {
    write("a.py");
    FolderTree tree = FolderTree.of(folder);
    Files.delete(folder.resolve("a.py"));
    Files.createDirectory(folder.resolve("a.py"));
    assertThat(tree.read("a.py")).isEmpty();
    assertThat(tree.leftOut()).containsOnlyKeys("a.py");
  }

  @Test
  void a_file_that_is_cut_or_grows_is_read_as_it_is_then() throws IOException {
    write("cut.py");
    write("grown.py");
    FolderTree tree = FolderTree.of(folder);
    Files.write(folder.resolve("cut.py"), new byte[0]);
    Files.writeString(folder.resolve("grown.py"), "x".repeat(100_000));
    assertThat(tree.read("cut.py")).hasValueSatisfying(bytes -> assertThat(bytes).isEmpty());
    assertThat(tree.read("grown.py"))
        .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(100_000));
    assertThat(tree.leftOut()).isEmpty();
  }

  @Test
  void a_file_that_grows_beyond_all_bounds_is_not_read_and_said() throws IOException {
    write("dump.sql");
    FolderTree tree = FolderTree.of(folder);
    try (RandomAccessFile huge = new RandomAccessFile(folder.resolve("dump.sql").toFile(), "rw")) {
      huge.setLength(3L << 30);
    }
    assertThat(tree.read("dump.sql")).isEmpty();
    assertThat(tree.leftOut()).containsEntry("dump.sql", "it is larger than 16 MB");
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void pipes_and_sockets_are_no_files_and_never_opened() throws Exception {
    write("app/models.py");
    Process made = new ProcessBuilder("mkfifo", folder.resolve("app/pipe.py").toString()).start();
    assumeTrue(made.waitFor() == 0, "mkfifo makes no pipe here");
    Files.createSymbolicLink(folder.resolve("app/link.py"), folder.resolve("app/pipe.py"));
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("s.py")));
      FolderTree tree = FolderTree.of(folder);
      assertThat(tree.files()).containsExactly("app/models.py");
      assertThat(tree.read("app/pipe.py")).isEmpty();
      assertThat(tree.read("app/link.py")).isEmpty();
    }
  }

  /** Root reads everything, unless it has given that up. */
  @Test
  void folders_and_files_that_may_not_be_read_are_said() throws IOException {
    write("app/models.py");
    write("shut/models.py");
    write("locked.py");
    Path shut = folder.resolve("shut");
    Files.setPosixFilePermissions(shut, Set.of());
    Files.setPosixFilePermissions(folder.resolve("locked.py"), Set.of());
    try {
      assumeFalse(Files.isReadable(shut), "whoever runs this reads everything: root");
      FolderTree tree = FolderTree.of(folder);
      assertThat(tree.files()).containsExactly("app/models.py", "locked.py");
      assertThat(tree.leftOut()).containsOnly(Map.entry("shut", "it may not be read"));
      assertThat(tree.read("locked.py")).isEmpty();
      assertThat(tree.leftOut()).containsEntry("locked.py", "it could not be read");
    } finally {
      Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
