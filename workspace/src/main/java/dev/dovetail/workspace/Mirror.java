package dev.dovetail.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A working directory as it would be with some files otherwise, for programs that read files
 * themselves. Folders that hold none of these are links to the real ones, so that a large
 * repository costs no more than a small one; nothing of the real one is written.
 */
public final class Mirror implements AutoCloseable {

  private static final String PREFIX = "dovetail-fix-";

  /** Named for the process that made it, so that another knows when that is gone. */
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-.*");

  /** What clocks of processes and of files may differ by. */
  private static final Duration CLOCK = Duration.ofSeconds(5);

  private final Path root;

  private Mirror(Path root) {
    this.root = root;
  }

  /**
   * @param files by their paths, with forward slashes
   */
  public static Mirror of(Path original, Map<String, String> files) throws IOException {
    String prefix = PREFIX + ProcessHandle.current().pid() + "-";
    Mirror mirror = new Mirror(Files.createTempDirectory(prefix).toRealPath());
    sweep(mirror.root);
    try {
      fill(original.toRealPath(), mirror.root, files);
      return mirror;
    } catch (IOException e) {
      mirror.close();
      throw e;
    }
  }

  public Path root() {
    return root;
  }

  private static void fill(Path original, Path copy, Map<String, String> files) throws IOException {
    SortedMap<String, SortedMap<String, String>> below = new TreeMap<>();
    SortedMap<String, String> here = new TreeMap<>();
    files.forEach((path, text) -> {
      int slash = path.indexOf('/');
      if (slash < 0) {
        here.put(path, text);
      } else {
        below
            .computeIfAbsent(path.substring(0, slash), folder -> new TreeMap<>())
            .put(path.substring(slash + 1), text);
      }
    });
    if (Files.isDirectory(original)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(original)) {
        for (Path entry : entries) {
          String name = entry.getFileName().toString();
          if (!here.containsKey(name) && !below.containsKey(name)) {
            Files.createSymbolicLink(copy.resolve(name), entry);
          }
        }
      }
    }
    for (Map.Entry<String, String> file : here.entrySet()) {
      Files.writeString(copy.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
    }
    for (Map.Entry<String, SortedMap<String, String>> folder : below.entrySet()) {
      Path inner = Files.createDirectory(copy.resolve(folder.getKey()));
      fill(original.resolve(folder.getKey()), inner, folder.getValue());
    }
  }

  /** Removes what runs that were killed left beside a mirror of ours. */
  static void sweep(Path own) {
    try (DirectoryStream<Path> beside =
        Files.newDirectoryStream(own.resolveSibling("."), PREFIX + "*")) {
      for (Path folder : beside) {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))
            && isLeft(folder)) {
          remove(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException | UnsupportedOperationException e) {
      // Somebody else removes it, or may: it is not in our way.
    }
  }

  /** Its process is gone, or the number has been given to one that is younger. */
  private static boolean isLeft(Path folder) throws IOException {
    Matcher named = NAME.matcher(folder.getFileName().toString());
    if (!named.matches()) {
      return false;
    }
    Instant made = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
    return ProcessHandle.of(Long.parseLong(named.group(1)))
        .filter(ProcessHandle::isAlive)
        .filter(process ->
            process
                .info()
                .startInstant()
                .map(start -> !start.isAfter(made.plus(CLOCK)))
                .orElse(true))
        .isEmpty();
  }

  /** Links are removed, and nothing that they lead to. */
  @Override
  public void close() {
    remove(root);
  }

  private static void remove(Path root) {
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // It stands among temporary files, which the system clears away.
    }
  }
}
