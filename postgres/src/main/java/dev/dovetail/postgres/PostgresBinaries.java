package dev.dovetail.postgres;

import dev.dovetail.core.machine.ServerVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The programs of a PostgreSQL server on this machine.
 *
 * @param folder where {@code initdb} and {@code postgres} stand, or will stand once unpacked
 * @param release as in {@code 15.18}
 * @param jar what they are unpacked from, where they were not installed
 */
public record PostgresBinaries(Path folder, String release, Optional<Path> jar) {

  private static final int OLDEST = 12;
  private static final int NEWEST = 18;
  private static final Pattern RELEASE = Pattern.compile("\\(PostgreSQL\\) ([0-9]{1,3}[.0-9]*)");
  private static final Comparator<PostgresBinaries> NEWEST_FIRST =
      Comparator.comparingInt(PostgresBinaries::major)
          .thenComparingInt(PostgresBinaries::minor)
          .reversed();

  /** What is installed before what has to be unpacked; among each, the newest first. */
  public static List<PostgresBinaries> found() {
    return found(Premises.usual());
  }

  static List<PostgresBinaries> found(Premises premises) {
    Map<Path, PostgresBinaries> installed = new LinkedHashMap<>();
    for (Path folder : candidates()) {
      // The program itself: a folder of links to it is no other server.
      Path real = real(folder.resolve("postgres"));
      if (!installed.containsKey(real)) {
        at(folder).ifPresent(binaries -> installed.put(real, binaries));
      }
    }
    List<PostgresBinaries> bundled = new ArrayList<>();
    for (Bundle bundle : Bundle.found()) {
      bundled.add(
          new PostgresBinaries(
              bundle.folder(premises), bundle.release(), Optional.of(bundle.jar())));
    }
    List<PostgresBinaries> found = new ArrayList<>();
    installed.values().stream().sorted(NEWEST_FIRST).forEach(found::add);
    bundled.stream().sorted(NEWEST_FIRST).forEach(found::add);
    found.removeIf(binaries -> binaries.major() < OLDEST || binaries.major() > NEWEST);
    return List.copyOf(found);
  }

  /** The first choice among those of a major version. */
  public static Optional<PostgresBinaries> of(ServerVersion version) {
    return found().stream().filter(b -> b.major() == version.major()).findFirst();
  }

  public int major() {
    return part(0);
  }

  private int minor() {
    return part(1);
  }

  private int part(int index) {
    String[] parts = release.split("\\.", -1);
    return index < parts.length && !parts[index].isEmpty() ? Integer.parseInt(parts[index]) : 0;
  }

  public ServerVersion version() {
    return new ServerVersion(major());
  }

  /** For the user: the release, and where it is from. */
  @Override
  public String toString() {
    return release + " in " + jar.orElse(folder);
  }

  Path program(String name) {
    return folder.resolve(name);
  }

  private static List<Path> candidates() {
    List<Path> folders = new ArrayList<>();
    for (String parent :
        List.of(
            "/usr/lib/postgresql",
            "/opt/homebrew/opt",
            "/usr/local/opt",
            "/home/linuxbrew/.linuxbrew/opt",
            "/Applications/Postgres.app/Contents/Versions")) {
      for (Path version : foldersOf(Path.of(parent))) {
        folders.add(version.resolve("bin"));
      }
    }
    // Red Hat's packages: /usr/pgsql-16/bin.
    for (Path folder : foldersOf(Path.of("/usr"))) {
      if (String.valueOf(folder.getFileName()).startsWith("pgsql-")) {
        folders.add(folder.resolve("bin"));
      }
    }
    for (String entry : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (entry.startsWith("/")) {
        folders.add(Path.of(entry));
      }
    }
    return folders;
  }

  private static Optional<PostgresBinaries> at(Path folder) {
    if (!Files.isExecutable(folder.resolve("initdb"))
        || !Files.isExecutable(folder.resolve("postgres"))) {
      return Optional.empty();
    }
    return releaseOf(folder)
        .map(release -> new PostgresBinaries(folder, release, Optional.empty()));
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

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }

  private static List<Path> foldersOf(Path parent) {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(parent)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, Files::isDirectory)) {
        entries.forEach(folders::add);
      } catch (IOException | java.nio.file.DirectoryIteratorException e) {
        return List.of();
      }
    }
    folders.sort(Comparator.naturalOrder());
    return folders;
  }
}
