package dev.dovetail.workspace;

import dev.dovetail.core.source.Tree;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A working directory. It is walked once; what is no source of anybody's (dependencies, caches,
 * build output) is not entered, and nothing outside of it is ever read, links or not.
 */
public final class FolderTree implements Tree {

  private static final int MOST_FOLDERS_DEEP = 64;
  private static final long LARGEST = 16L << 20;
  private static final String TOO_LARGE = "it is larger than " + (LARGEST >> 20) + " MB";

  private static final Set<String> NOT_ENTERED =
      Set.of(
          ".dovetail",
          ".eggs",
          ".git",
          ".gradle",
          ".hg",
          ".idea",
          ".mypy_cache",
          ".nox",
          ".pytest_cache",
          ".ruff_cache",
          ".svn",
          ".tox",
          ".venv",
          "__pycache__",
          "build",
          "dist",
          "node_modules",
          "site-packages",
          "target",
          "venv");

  /** Where something of interest could be said: only of these is it told that one was left out. */
  private static final List<String> READ = List.of(".py", ".sql", ".ini", ".toml", ".txt");

  private final Path root;
  private final File base;
  private final List<String> files;
  private final Map<String, Stamp> stamps;
  private final Map<String, String> leftOut;

  private FolderTree(
      Path root, List<String> files, Map<String, Stamp> stamps, Map<String, String> leftOut) {
    this.root = root;
    this.base = root.toFile();
    this.files = files;
    this.stamps = stamps;
    this.leftOut = leftOut;
  }

  /**
   * What a file system says of a file without reading it: what has the same was most likely not
   * written to in between.
   *
   * @param modified in milliseconds
   * @param identity of size, time and number of the file
   */
  record Stamp(long modified, long identity) {

    static Stamp of(BasicFileAttributes attributes) {
      FileTime modified = attributes.lastModifiedTime();
      long identity = attributes.size();
      identity = identity * 0x9E3779B97F4A7C15L + modified.to(TimeUnit.NANOSECONDS);
      identity = identity * 0x9E3779B97F4A7C15L + Objects.hashCode(attributes.fileKey());
      return new Stamp(modified.toMillis(), identity);
    }
  }

  Optional<Stamp> stamp(String path) {
    return Optional.ofNullable(stamps.get(path));
  }

  /**
   * @throws IOException where the folder itself cannot be read
   */
  public static FolderTree of(Path folder) throws IOException {
    Path root = folder.toRealPath();
    Walk walk = new Walk(root);
    Files.walkFileTree(root, Set.of(), MOST_FOLDERS_DEEP, walk);
    Collections.sort(walk.files);
    return new FolderTree(root, walk.files, walk.stamps, walk.leftOut);
  }

  /** Whether a walk comes to this path: none of its folders is left out by its name. */
  public static boolean isEntered(String path) {
    int start = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
      if (NOT_ENTERED.contains(path.substring(start, slash))) {
        return false;
      }
      start = slash + 1;
    }
    return true;
  }

  /** The folder's own name, as its user knows it. */
  public String name() {
    return Optional.ofNullable(root.getFileName()).map(Path::toString).orElse("root");
  }

  /**
   * Files and folders that were found and not taken, and why. What cannot be read once it is asked
   * for joins them then.
   */
  public Map<String, String> leftOut() {
    return Collections.unmodifiableMap(leftOut);
  }

  @Override
  public List<String> files(String folder) {
    if (folder.isEmpty()) {
      return Collections.unmodifiableList(files);
    }
    // '0' is the character after '/': between the two stands all that is below the folder.
    return Collections.unmodifiableList(files.subList(place(folder + "/"), place(folder + "0")));
  }

  @Override
  public boolean has(String path) {
    return stamps.containsKey(path);
  }

  @Override
  public Optional<byte[]> read(String path) {
    if (!has(path)) {
      return Optional.empty();
    }
    // It was small when it was met, and may have grown since. Thousands are read: a stream of this
    // kind asks how long the file is instead of trying, and is opened by one call.
    try (FileInputStream in = new FileInputStream(new File(base, path))) {
      byte[] bytes = in.readNBytes((int) LARGEST + 1);
      if (bytes.length <= LARGEST) {
        return Optional.of(bytes);
      }
      leftOut.put(path, TOO_LARGE);
    } catch (IOException e) {
      leftOut.put(path, "it could not be read");
    }
    return Optional.empty();
  }

  private int place(String path) {
    int found = Collections.binarySearch(files, path);
    return found >= 0 ? found : -found - 1;
  }

  /**
   * The one walk. Links to folders are not followed: what they show inside is met in its own place.
   */
  private static final class Walk extends SimpleFileVisitor<Path> {

    private final Path root;
    private final int prefix;
    private final List<String> files = new ArrayList<>();
    private final Map<String, Stamp> stamps = new HashMap<>();
    private final Map<String, String> leftOut = new ConcurrentHashMap<>();

    Walk(Path root) {
      this.root = root;
      String name = root.toString();
      this.prefix = name.endsWith(File.separator) ? name.length() : name.length() + 1;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean skipped =
          !folder.equals(root)
              && (NOT_ENTERED.contains(folder.getFileName().toString())
                  || Files.exists(folder.resolve("pyvenv.cfg")));
      return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String path = path(file);
      if (attributes.isSymbolicLink()) {
        visitLink(file, path);
      } else if (attributes.isRegularFile()) {
        take(path, attributes);
      } else if (attributes.isDirectory()) {
        leave(path, "folders are nested more than " + MOST_FOLDERS_DEEP + " deep");
      }
      return FileVisitResult.CONTINUE;
    }

    private void visitLink(Path file, String path) {
      try {
        Path real = file.toRealPath();
        if (!real.startsWith(root)) {
          leave(path, "it is a link that leads outside");
        } else {
          BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
          if (attributes.isRegularFile()) {
            take(path, attributes);
          }
        }
      } catch (IOException e) {
        leave(path, "it is a link that leads nowhere, or in a circle");
      }
    }

    private void take(String path, BasicFileAttributes attributes) {
      if (attributes.size() > LARGEST) {
        leave(path, TOO_LARGE);
      } else {
        files.add(path);
        stamps.put(path, Stamp.of(attributes));
      }
    }

    private void leave(String path, String reason) {
      if (READ.stream().anyMatch(path::endsWith) || path.lastIndexOf('.') < path.lastIndexOf('/')) {
        leftOut.put(path, reason);
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      leftOut.put(path(file), "it may not be read");
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }

    private String path(Path file) {
      String name = file.toString();
      return prefix > name.length() ? "" : name.substring(prefix).replace('\\', '/');
    }
  }
}
