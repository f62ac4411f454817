package dev.dovetail.verify.run;

import dev.dovetail.workspace.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Chooses the Python that a service's migrations are run with, by what is there. */
final class Pythons {

  private final Path root;
  private final Map<String, String> environment;

  Pythons(Path root, Map<String, String> environment) {
    this.root = root;
    this.environment = environment;
  }

  /** The one to run a service's migrations with. */
  static Optional<Python> of(Service service, RunOptions options) {
    return new Pythons(options.root(), System.getenv())
        .of(options.root().resolve(service.folder()), service.running().python());
  }

  /** What to say where there is none. */
  static Failure missing(Service service) {
    return Failure.missing(
        service
            .running()
            .python()
            .map(configured -> "no Python at " + configured + ", as it is configured")
            .orElse("no Python was found: install python3, or make a .venv beside it"));
  }

  /**
   * An interpreter, and why this one.
   *
   * @param packages a folder of packages that it does not know of by itself
   */
  record Python(Path executable, String why, Optional<Path> packages) {
    Python(Path executable, String why) {
      this(executable, why, Optional.empty());
    }

    /** What a process of it finds in its environment. */
    SortedMap<String, String> surroundings(Path home) {
      SortedMap<String, String> all = Surroundings.ofProcess(System.getenv(), home.toString());
      packages.ifPresent(folder ->
          all.merge("PYTHONPATH", folder.toString(), (path, first) -> first + ":" + path));
      return all;
    }
  }

  /** The configured one, or else the first that is found, from the service's folder outwards. */
  Optional<Python> of(Path service, Optional<String> configured) {
    if (configured.isPresent()) {
      String why = "configured";
      Path file = root.resolve(configured.get());
      return Files.isExecutable(file)
          ? Optional.of(new Python(file, why))
          : onPath(configured.get()).map(found -> new Python(found.executable(), why));
    }
    Path end = root.toAbsolutePath().normalize();
    for (Path folder = service.toAbsolutePath().normalize();
        folder != null && folder.startsWith(end);
        folder = folder.getParent()) {
      Optional<Python> found = in(folder);
      if (found.isPresent()) {
        return found;
      }
    }
    return active().or(() -> onPath("python3")).or(() -> onPath("python"));
  }

  private Optional<Python> in(Path folder) {
    for (Environments.Kept kept : new Environments(environment).of(folder)) {
      Optional<Path> found =
          inside(kept.place())
              .or(() ->
                  Optional.of(kept.place())
                      .filter(it -> Files.isRegularFile(it) && Files.isExecutable(it)));
      if (found.isPresent()) {
        String by = kept.by().isEmpty() ? "" : " that " + kept.by() + " keeps";
        return Optional.of(new Python(found.get(), "the environment of " + shown(folder) + by));
      }
    }
    return beside(folder);
  }

  /** Packages beside the code are for one version of Python. */
  private Optional<Python> beside(Path folder) {
    for (Path packages : Environments.beside(folder).reversed()) {
      Optional<Python> found = onPath("python" + packages.getFileName());
      if (found.isPresent()) {
        return Optional.of(
            new Python(
                found.get().executable(),
                "__pypackages__ of " + shown(folder),
                Optional.of(packages.resolve("lib"))));
      }
    }
    return Optional.empty();
  }

  private Optional<Python> active() {
    for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
      Optional<Path> found =
          Optional.ofNullable(environment.get(variable)).flatMap(it -> inside(Path.of(it)));
      if (found.isPresent()) {
        return Optional.of(new Python(found.get(), "the active environment, " + variable));
      }
    }
    return Optional.empty();
  }

  private Optional<Python> onPath(String name) {
    for (String folder :
        environment.getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1)) {
      Path file = Path.of(folder).resolve(name);
      if (!folder.isEmpty() && Files.isExecutable(file)) {
        return Optional.of(
            new Python(file, name + " of the PATH, as the service has no environment of its own"));
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> inside(Path environment) {
    return List.of(Path.of("bin", "python"), Path.of("Scripts", "python.exe")).stream()
        .map(environment::resolve)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private String shown(Path folder) {
    String name = root.toAbsolutePath().normalize().relativize(folder).toString();
    return name.isEmpty() ? "the repository" : name;
  }
}
