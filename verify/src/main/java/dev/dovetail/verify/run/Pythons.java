package dev.dovetail.verify.run;

import dev.dovetail.workspace.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses the Python that a service's migrations are run with, by what is there. */
final class Pythons {

  private static final List<String> FOLDERS = List.of(".venv", "venv");

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

  /** An interpreter, and why this one. */
  record Python(Path executable, String why) {}

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
      for (String name : FOLDERS) {
        Optional<Path> found = inside(folder.resolve(name));
        if (found.isPresent()) {
          return Optional.of(new Python(found.get(), "the environment of " + shown(folder)));
        }
      }
    }
    return active().or(() -> onPath("python3")).or(() -> onPath("python"));
  }

  private Optional<Python> active() {
    return Optional.ofNullable(environment.get("VIRTUAL_ENV"))
        .flatMap(folder -> inside(Path.of(folder)))
        .map(found -> new Python(found, "the active environment, VIRTUAL_ENV"));
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
