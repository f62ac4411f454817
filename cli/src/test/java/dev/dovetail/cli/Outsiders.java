package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Programs that stand before a database or beside it, in a folder of their own: PostgreSQL with a
 * standby, PgBouncer. They refuse root, who becomes nobody.
 */
final class Outsiders implements AutoCloseable {

  private static final int NOBODY = 65534;

  private final Path folder;
  private final List<Process> running = new ArrayList<>();
  private final boolean root;

  Outsiders() throws IOException {
    folder =
        Files.createTempDirectory(
            "dovetail-test-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    root = Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"));
    own(folder);
  }

  Path folder() {
    return folder;
  }

  /** A file that only they can read. */
  Path write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    own(file);
    return file;
  }

  private void own(Path file) throws IOException {
    if (root) {
      Files.setAttribute(file, "unix:uid", NOBODY);
      Files.setAttribute(file, "unix:gid", NOBODY);
    }
  }

  private ProcessBuilder command(List<String> words) {
    List<String> command = new ArrayList<>();
    if (root) {
      assumeTrue(
          Files.isExecutable(Path.of("/usr/bin/setpriv")),
          "as root, and there is no setpriv to become somebody else");
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.addAll(words);
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
  }

  /** Runs a program to its end. */
  void run(String... words) throws Exception {
    Process process = command(List.of(words)).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as(String.join(" ", words) + "\n" + Files.readString(folder.resolve("log")))
        .isZero();
  }

  /** Starts a program, and waits until it listens. */
  void start(int port, String... words) throws Exception {
    Process process = command(List.of(words)).start();
    running.add(process);
    while (!listens(port)) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
      Thread.sleep(20);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    // The last that was started depends on those before.
    for (Process process : running.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
