package dev.dovetail.postgres;

import dev.dovetail.core.machine.ServerVersion;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The programs of a PostgreSQL server on this machine.
 *
 * @param folder where {@code initdb} and {@code postgres} stand
 * @param release as in {@code 15.18}
 */
public record PostgresBinaries(Path folder, String release) {

  private static final int OLDEST = 13;
  private static final int NEWEST = 18;
  private static final Pattern RELEASE = Pattern.compile("\\(PostgreSQL\\) ([0-9]{1,3}[.0-9]*)");

  private static final List<String> PARENTS =
      List.of("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt");

  /** Every installation found in the usual places and on PATH, newest first. */
  public static List<PostgresBinaries> found() {
    List<PostgresBinaries> found = new ArrayList<>();
    for (String parent : PARENTS) {
      for (Path version : foldersOf(Path.of(parent))) {
        at(version.resolve("bin")).ifPresent(found::add);
      }
    }
    String path = System.getenv().getOrDefault("PATH", "");
    for (String entry : path.split(java.io.File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        at(Path.of(entry)).ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparingInt(PostgresBinaries::major).reversed());
    return List.copyOf(found);
  }

  /** The newest installation of a major version. */
  public static Optional<PostgresBinaries> of(ServerVersion version) {
    return found().stream().filter(b -> b.major() == version.major()).findFirst();
  }

  public int major() {
    int dot = release.indexOf('.');
    return Integer.parseInt(dot < 0 ? release : release.substring(0, dot));
  }

  public ServerVersion version() {
    return new ServerVersion(major());
  }

  Path program(String name) {
    return folder.resolve(name);
  }

  static Optional<PostgresBinaries> at(Path folder) {
    if (!Files.isExecutable(folder.resolve("initdb"))
        || !Files.isExecutable(folder.resolve("postgres"))) {
      return Optional.empty();
    }
    return releaseOf(folder)
        .map(release -> new PostgresBinaries(folder, release))
        .filter(found -> found.major() >= OLDEST && found.major() <= NEWEST);
  }

  /** Asks {@code postgres --version}: "postgres (PostgreSQL) 15.18 (Debian ...)". */
  private static Optional<String> releaseOf(Path folder) {
    try {
      String said = Command.run(List.of(folder.resolve("postgres").toString(), "--version"));
      Matcher release = RELEASE.matcher(said);
      return release.find() ? Optional.of(release.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static List<Path> foldersOf(Path parent) {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(parent)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, Files::isDirectory)) {
        entries.forEach(folders::add);
      } catch (IOException e) {
        return List.of();
      }
    }
    folders.sort(Comparator.naturalOrder());
    return folders;
  }
}
