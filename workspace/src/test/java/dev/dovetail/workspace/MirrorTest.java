package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder as it would be. */
class MirrorTest {

  @TempDir Path root;

  @Test
  void holds_what_is_otherwise_and_shows_the_rest_and_is_gone_without_a_trace() throws IOException {
    Files.createDirectories(root.resolve("a/b"));
    Files.writeString(root.resolve("a/b/old.py"), "old");
    Files.writeString(root.resolve("a/beside.py"), "beside");
    Files.writeString(root.resolve("top.py"), "top");

    Path mirrored;
    try (Mirror mirror = Mirror.of(root, Map.of("a/b/old.py", "new", "a/c/fresh.py", "fresh"))) {
      mirrored = mirror.root();
      assertThat(mirrored.resolve("a/b/old.py")).hasContent("new");
      assertThat(mirrored.resolve("a/c/fresh.py")).hasContent("fresh");
      assertThat(mirrored.resolve("a/beside.py")).hasContent("beside");
      assertThat(mirrored.resolve("top.py")).hasContent("top");
    }

    assertThat(mirrored).doesNotExist();
    assertThat(root.resolve("a/b/old.py")).hasContent("old");
    assertThat(root.resolve("a/beside.py")).hasContent("beside");
    assertThat(root.resolve("a/c")).doesNotExist();
  }

  @Test
  void what_a_run_that_was_killed_left_behind_is_removed_and_nothing_else() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path own = Files.createDirectory(root.resolve("dovetail-fix-%d-1".formatted(pid())));
    Path running = Files.createDirectory(root.resolve("dovetail-fix-%d-2".formatted(pid())));
    Path other = Files.createDirectory(root.resolve("dovetail-fix-of-somebody"));
    Path left = Files.createDirectory(root.resolve("dovetail-fix-%d-3".formatted(gone.pid())));
    Path real = Files.writeString(root.resolve("real"), "stays");
    Files.createSymbolicLink(left.resolve("link"), real);

    Mirror.sweep(own);

    assertThat(left).doesNotExist();
    assertThat(real).exists();
    assertThat(running).exists();
    assertThat(other).exists();
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }
}
