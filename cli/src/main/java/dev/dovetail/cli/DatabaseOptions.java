package dev.dovetail.cli;

import dev.dovetail.audit.Whereabouts;
import dev.dovetail.audit.Whereabouts.Said;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which live databases belong to which services. */
@Command
final class DatabaseOptions {

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  @Option(
      names = "--database",
      paramLabel = "[SERVICE=]URL",
      description =
          "A live database: postgresql://USER@HOST:PORT/DATABASE or service=NAME, without its"
              + " password; repeatable. By default the variable that `url-env` in dovetail.toml"
              + " names, SERVICE_DATABASE_URL, the one that its code alone reads, or DATABASE_URL"
              + " where there is one service.")
  List<String> databases = new ArrayList<>();

  @Option(
      names = "--databases-file",
      paramLabel = "FILE",
      description =
          "A file, readable by you alone, with a database in each line: a service, a space, and a"
              + " URL that may hold the password. A service may have many.")
  Optional<Path> file = Optional.empty();

  /** Whether one is named on the command line. */
  boolean isAsked() {
    return !databases.isEmpty() || file.isPresent();
  }

  /** Of the services of a repository. */
  Whereabouts whereabouts(Workspace workspace) {
    List<String> services = workspace.services().stream().map(Service::name).toList();
    List<Said> said = new ArrayList<>();
    for (String database : databases) {
      int end = database.indexOf('=');
      boolean named = end > 0 && services.contains(database.substring(0, end));
      said.add(
          new Said(
              named ? Optional.of(database.substring(0, end)) : Optional.empty(),
              named ? database.substring(end + 1) : database,
              true));
      if (!named && services.size() > 1) {
        throw new UsageException(
            "--database: say whose it is of %d services, as in --database %s=postgresql://..."
                .formatted(services.size(), services.getFirst()));
      }
    }
    if (file.isPresent()) {
      said.addAll(lines(file.get(), services));
    }
    return Whereabouts.in(workspace, System.getenv(), said);
  }

  private static List<Said> lines(Path file, List<String> services) {
    try {
      refuseOpen(file);
      List<Said> said = new ArrayList<>();
      int number = 0;
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        number++;
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
          continue;
        }
        String[] parts = text.split("\\s+", 2);
        if (parts.length < 2 || !services.contains(parts[0])) {
          // The line may hold a password: it is not repeated.
          throw new UsageException(
              "%s:%d: a line is a service, a space, and a URL; services are %s"
                  .formatted(file, number, String.join(", ", services)));
        }
        said.add(new Said(Optional.of(parts[0]), parts[1], false));
      }
      return said;
    } catch (IOException e) {
      throw new UsageException("--databases-file: `%s` cannot be read".formatted(file));
    }
  }

  private static void refuseOpen(Path file) throws IOException {
    boolean posix = Files.getFileStore(file).supportsFileAttributeView("posix");
    if (posix && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
      throw new UsageException(
          "--databases-file: others may read `%s`, which may hold passwords: chmod 600 %s"
              .formatted(file, file));
    }
  }
}
