package dev.dovetail.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code dovetail doctor}: what of the machine Dovetail can use. It starts nothing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Say what was found on this machine.")
final class DoctorCommand implements Callable<Integer> {

  private static final String SERVERS = "/usr/lib/postgresql";

  private final Streams streams;

  DoctorCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    say("Dovetail", Version.number());
    say("Java", System.getProperty("java.version") + " in " + System.getProperty("java.home"));
    List<String> servers = servers();
    say(
        "PostgreSQL",
        servers.isEmpty() ? "not found; `check` does not need it" : String.join(", ", servers));
    say("Python", onPath("python3").orElse("not found; `check` does not need it"));
    say("git", onPath("git").orElse("not found; `check` does not need it"));
    return 0;
  }

  private void say(String what, String found) {
    streams.out().printf("%-11s %s%n", what, found);
  }

  private static List<String> servers() {
    List<String> servers = new ArrayList<>();
    onPath("postgres").ifPresent(servers::add);
    Path installed = Path.of(SERVERS);
    if (Files.isDirectory(installed)) {
      try (DirectoryStream<Path> versions = Files.newDirectoryStream(installed)) {
        for (Path version : versions) {
          Path server = version.resolve("bin").resolve("postgres");
          if (Files.isExecutable(server)) {
            servers.add(server.toString());
          }
        }
      } catch (IOException e) {
        return servers;
      }
    }
    return servers.stream().distinct().sorted().toList();
  }

  private static Optional<String> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    for (String folder : path.split(File.pathSeparator)) {
      Path file = Path.of(folder.isEmpty() ? "." : folder).resolve(program);
      if (Files.isExecutable(file) && !Files.isDirectory(file)) {
        return Optional.of(file.toString());
      }
    }
    return Optional.empty();
  }
}
