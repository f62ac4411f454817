package dev.dovetail.cli;

import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code dovetail doctor}: what of the machine Dovetail can use. It starts no server. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Say what was found on this machine.")
final class DoctorCommand implements Callable<Integer> {

  private final Streams streams;

  DoctorCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    say("Dovetail", List.of(Version.number()));
    say(
        "Java",
        List.of(System.getProperty("java.version") + " in " + System.getProperty("java.home")));
    say("PostgreSQL", servers());
    say("Python", onPath("python3", "`verify` needs it, with the service's Alembic"));
    say("git", onPath("git", "`verify --since` needs it"));
    say("cache", caches());
    return 0;
  }

  private void say(String what, List<String> found) {
    String name = what;
    for (String one : found) {
      streams.out().printf("%-11s %s%n", name, one);
      name = "";
    }
  }

  /** In the order in which `verify` would take them. */
  private static List<String> servers() {
    List<String> servers = new ArrayList<>();
    String offered = System.getenv(ServerOptions.VARIABLE);
    if (offered != null && !offered.isBlank()) {
      servers.add("the server that " + ServerOptions.VARIABLE + " offers, before all others");
    }
    for (PostgresBinaries found : PostgresBinaries.found()) {
      servers.add(found + (found.jar().isPresent() ? ", to be unpacked" : ""));
    }
    return servers.isEmpty()
        ? List.of(
            "not found; `verify` needs it: install it, as in `apt-get install postgresql`, or offer"
                + " a server with --postgres-url")
        : servers;
  }

  private static List<String> onPath(String program, String use) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path file = Path.of(folder.isEmpty() ? "." : folder).resolve(program);
      if (Files.isExecutable(file) && !Files.isDirectory(file)) {
        return List.of(file.toString());
      }
    }
    return List.of("not found; " + use);
  }

  private static List<String> caches() {
    List<String> caches = new ArrayList<>();
    for (Path folder : DisposablePostgres.caches()) {
      if (Files.isDirectory(folder)) {
        caches.add("%s, %d MiB".formatted(folder, size(folder) >> 20));
      }
    }
    return caches.isEmpty() ? List.of("empty: the first `verify` fills it") : caches;
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
