package dev.dovetail.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A Python of this machine, and what of use is installed for it; nothing of that is loaded to find
 * out.
 *
 * @param packages names and versions
 */
record FoundPython(Path executable, String version, Map<String, String> packages) {

  private static final List<String> DRIVERS =
      List.of("psycopg2", "psycopg2-binary", "psycopg", "asyncpg");
  private static final String QUESTION =
      """
      import sys
      from importlib import metadata
      print("python", "%d.%d.%d" % sys.version_info[:3])
      for name in ("alembic", "SQLAlchemy", "psycopg2", "psycopg2-binary", "psycopg", "asyncpg"):
          try:
              print(name.lower(), metadata.version(name))
          except metadata.PackageNotFoundError:
              pass
      """;

  FoundPython {
    packages = new LinkedHashMap<>(packages);
  }

  /** Environments of the folder that we are in, the active one, and those of the PATH. */
  static List<FoundPython> all() {
    Set<Path> places = new LinkedHashSet<>();
    for (String folder : List.of(".venv", "venv")) {
      places.add(Path.of(folder, "bin", "python").toAbsolutePath());
    }
    for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
      Optional.ofNullable(System.getenv(variable))
          .ifPresent(folder -> places.add(Path.of(folder, "bin", "python")));
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Set<Path> real = new LinkedHashSet<>();
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path file = Path.of(folder.isEmpty() ? "." : folder, "python3").toAbsolutePath();
      // One that is reached by two ways is one; an environment is its own, whatever it links to.
      if (Files.isExecutable(file) && real.add(realOf(file))) {
        places.add(file);
      }
    }
    return places.stream()
        .filter(Files::isExecutable)
        .flatMap(place -> ask(place).stream())
        .toList();
  }

  boolean hasAlembic() {
    return packages.containsKey("alembic") && packages.containsKey("sqlalchemy");
  }

  boolean hasDriver() {
    return hasAlembic() && DRIVERS.stream().anyMatch(packages::containsKey);
  }

  String words() {
    List<String> found = new ArrayList<>();
    packages.forEach((name, number) -> found.add(name + " " + number));
    return "%s %s, %s"
        .formatted(
            version, executable, found.isEmpty() ? "without Alembic" : String.join(", ", found));
  }

  private static Path realOf(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file;
    }
  }

  /** The one at this place. */
  static Optional<FoundPython> at(Path executable) {
    return Files.isExecutable(executable) ? ask(executable) : Optional.empty();
  }

  private static Optional<FoundPython> ask(Path executable) {
    try {
      Process process =
          new ProcessBuilder(executable.toString(), "-c", QUESTION)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      Map<String, String> found = new LinkedHashMap<>();
      said.lines()
          .map(line -> line.split(" ", 2))
          .filter(parts -> parts.length == 2)
          .forEach(parts -> found.put(parts[0], parts[1]));
      return Optional.ofNullable(found.remove("python"))
          .map(version -> new FoundPython(executable, version, found));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
