package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
}
