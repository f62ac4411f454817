package dev.dovetail.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A working directory as it would be with some files otherwise, for programs that read files
 * themselves. Folders that hold none of these are links to the real ones, so that a large
 * repository costs no more than a small one; nothing of the real one is written.
 */
public final class Mirror implements AutoCloseable {

  private final Path root;

  private Mirror(Path root) {
    this.root = root;
  }

  /**
   * @param files by their paths, with forward slashes
   */
  public static Mirror of(Path original, Map<String, String> files) throws IOException {
    Mirror mirror = new Mirror(Files.createTempDirectory("dovetail-fix-").toRealPath());
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

  /** Links are removed, and nothing that they lead to. */
  @Override
  public void close() {
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
