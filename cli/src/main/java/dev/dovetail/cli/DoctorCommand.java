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
    List<FoundPython> pythons = FoundPython.all();
    say(
        "Python",
        pythons.isEmpty()
            ? List.of("not found; `verify` needs it, with the service's Alembic")
            : pythons.stream().map(FoundPython::words).toList());
    say("git", onPath("git", "`verify --since` needs it"));
    say("psql", onPath("psql", "`verify --keep` names it to enter a database by"));
    say("cache", caches());
    say("companion", companion());
    say("missing", missing(pythons));
    return 0;
  }

  private void say(String what, List<String> found) {
    String name = what;
    for (String one : found) {
      streams.out().printf("%-11s %s%n", name, one);
      name = "";
    }
  }

  /** What cannot be done here, and what for. */
  private static List<String> missing(List<FoundPython> pythons) {
    List<String> missing = new ArrayList<>();
    if (PostgresBinaries.found().isEmpty()) {
      missing.add("a PostgreSQL: for `verify` and `schema --from replay`, unless one is offered");
    }
    if (pythons.stream().noneMatch(FoundPython::hasAlembic)) {
      missing.add(
          "a Python with Alembic: for `verify` of services that use it and have no environment of"
              + " their own");
    } else if (pythons.stream().noneMatch(FoundPython::hasDriver)) {
      missing.add("psycopg2, psycopg or asyncpg beside Alembic: for `verify`");
    }
    if (!isOnPath("git")) {
      missing.add("git: for `verify --since`");
    }
    if (!isOnPath("unshare")) {
      missing.add(
          "unshare: for keeping migrations from other networks; without it guards in the process do"
              + " that, and commands (`migrate`) are not run");
    }
    return missing.isEmpty() ? List.of("nothing") : missing;
  }

  static boolean isOnPath(String program) {
    return !onPath(program, "").getFirst().startsWith("not found");
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

  private static List<String> companion() {
    boolean there =
        CompanionPlace.here(System.getenv()).filter(it -> Files.exists(it.socket())).isPresent();
    return List.of(
        there
            ? "one answers checks of what is staged in this folder, and ends when none has come for"
                + " a while"
            : "none for this folder; `check --staged` leaves one behind");
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
