package dev.dovetail.cli;

import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The services that were touched since a commit, by the word of git. A file of no service in
 * particular, such as a shared library or a configuration, touches all of them.
 */
final class Touched {

  /** Nothing that a repository configures is run. */
  private static final List<String> GIT =
      List.of(
          "git",
          "--no-optional-locks",
          "-c",
          "core.hooksPath=/dev/null",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "core.quotePath=false");

  private static final long LIMIT_SECONDS = 60;

  private final Path folder;

  private Touched(Path folder) {
    this.folder = folder;
  }

  static Set<String> since(String commit, Path folder, Workspace workspace) {
    Touched touched = new Touched(folder);
    String id =
        touched
            .git("rev-parse", "--verify", "--quiet", "--end-of-options", commit + "^{commit}")
            .strip();
    List<String> files = new ArrayList<>();
    files.addAll(
        touched.list(
            "diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--relative", id));
    files.addAll(touched.list("ls-files", "-z", "--others", "--exclude-standard"));
    return services(files, workspace.services());
  }

  static Set<String> services(List<String> files, List<Service> services) {
    Set<String> names = new TreeSet<>();
    for (String file : files) {
      List<String> owners =
          services.stream().filter(s -> owns(s, file)).map(Service::name).toList();
      if (!owners.isEmpty()) {
        names.addAll(owners);
      } else if (matters(file)) {
        services.forEach(service -> names.add(service.name()));
      }
    }
    return names;
  }

  private static boolean owns(Service service, String file) {
    return isBelow(file, service.folder())
        || service.code().stream().anyMatch(code -> isBelow(file, code));
  }

  private static boolean isBelow(String file, String folder) {
    return folder.isEmpty() || file.startsWith(folder + "/");
  }

  private static boolean matters(String file) {
    return file.endsWith(".py")
        || file.endsWith(".sql")
        || file.endsWith(".toml")
        || file.endsWith(".ini")
        || file.endsWith(".lock")
        || file.matches("(.*/)?requirements[^/]*\\.txt");
  }

  private List<String> list(String... arguments) {
    String said = git(arguments);
    return said.isEmpty() ? List.of() : List.of(said.split("\0"));
  }

  private String git(String... arguments) {
    List<String> command = new ArrayList<>(GIT);
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new UsageException("--since: git does not answer");
      }
      if (process.exitValue() != 0) {
        throw new UsageException(
            "--since: git knows no such commit here: `git %s` failed in %s"
                .formatted(String.join(" ", arguments), folder));
      }
      return said;
    } catch (IOException e) {
      throw new UsageException("--since: git cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UsageException("--since: it was interrupted");
    }
  }
}
