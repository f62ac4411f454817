package dev.dovetail.migrations.sqlfolder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folders that look like numbered SQL, by the names of their files alone. */
final class FolderFinder {

  /** {@code 0001_title.up.sql}, {@code 20240101120000-title.sql}, {@code 7.sql}. */
  private static final Pattern NUMBERED =
      Pattern.compile("(\\d+)(?:[_.-]+(.*?))??(?:[._-](up|down|undo|rollback))?\\.sql");

  /** Diesel's {@code 2024-01-01-120000_title/up.sql}. */
  private static final Pattern DIESEL = Pattern.compile("((?:\\d+-)*\\d+)_([^/]+)/(up|down)\\.sql");

  private static final Set<String> OTHER_DATABASES =
      Set.of("sqlite", "sqlite3", "mysql", "mariadb", "mssql", "sqlserver", "oracle", "clickhouse");

  /** Folders of copies and of other people's code. */
  private static final Set<String> PASSED_BY =
      Set.of("node_modules", ".git", ".venv", "venv", "site-packages", "vendor", "target");

  private final List<String> paths;

  FolderFinder(List<String> paths) {
    this.paths = paths;
  }

  /** A file of a folder: what its name says. */
  record Named(String path, String number, String title, Optional<String> direction) {

    boolean down() {
      return direction.isPresent() && !direction.get().equals("up");
    }
  }

  NavigableMap<String, List<Named>> folders() {
    NavigableMap<String, List<Named>> folders = new TreeMap<>();
    Set<String> taken = new TreeSet<>();
    for (String path : paths) {
      String folder = folderOf(path);
      if (otherTool(path)) {
        taken.add(folder);
      }
      if (!path.endsWith(".sql") || passedBy(path)) {
        continue;
      }
      Matcher diesel = DIESEL.matcher(lastTwo(path));
      Matcher numbered = NUMBERED.matcher(path.substring(path.lastIndexOf('/') + 1));
      if (diesel.matches()) {
        Named file =
            new Named(
                path,
                diesel.group(1).replace("-", ""),
                words(diesel.group(2)),
                Optional.of(diesel.group(3)));
        folders.computeIfAbsent(folderOf(folder), any -> new ArrayList<>()).add(file);
      } else if (numbered.matches()) {
        Named file =
            new Named(
                path,
                numbered.group(1),
                words(Optional.ofNullable(numbered.group(2)).orElse("")),
                Optional.ofNullable(numbered.group(3)));
        folders.computeIfAbsent(folder, any -> new ArrayList<>()).add(file);
      }
    }
    folders.keySet().removeIf(folder -> taken.stream().anyMatch(other -> within(folder, other)));
    return folders;
  }

  private static boolean within(String folder, String other) {
    return folder.equals(other) || folder.startsWith(other + "/");
  }

  private static String words(String title) {
    return title.replace('_', ' ').replace('-', ' ').strip();
  }

  private static boolean passedBy(String path) {
    for (String part : folderOf(path).split("/")) {
      if (OTHER_DATABASES.contains(part.toLowerCase(Locale.ROOT)) || PASSED_BY.contains(part)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the file shows that its folder belongs to Flyway, Alembic, Drizzle or Prisma. */
  private static boolean otherTool(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.matches("[VUR]\\d*[\\d._]*__.*\\.sql")
        || name.equals("env.py")
        || name.equals("migration_lock.toml");
  }

  /** Whether Drizzle keeps its journal beside the files. */
  static boolean hasJournal(List<String> paths, String folder) {
    String journal = (folder.isEmpty() ? "" : folder + "/") + "meta/_journal.json";
    return paths.contains(journal);
  }

  private static String lastTwo(String path) {
    int name = path.lastIndexOf('/');
    return name < 0 ? path : path.substring(path.lastIndexOf('/', name - 1) + 1);
  }

  static String folderOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
