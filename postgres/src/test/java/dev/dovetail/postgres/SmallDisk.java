package dev.dovetail.postgres;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system of a few megabytes, where this machine lets us mount one.
 *
 * @param folder that it is mounted on
 */
record SmallDisk(Path folder) implements AutoCloseable {

  static SmallDisk of(int megabytes) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("dovetail-small-");
    try {
      Command.run(
          List.of(
              "mount",
              "-t",
              "tmpfs",
              "-o",
              "mode=1777,size=" + megabytes + "m",
              "tmpfs",
              folder.toString()));
    } catch (IOException e) {
      Files.delete(folder);
      return abort("no file system can be mounted here: " + e.getMessage());
    }
    return new SmallDisk(folder);
  }

  @Override
  public void close() throws IOException {
    try {
      Command.run(List.of("umount", "-l", folder.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(folder);
  }
}
