package dev.dovetail.migrations.sqlfolder;

import java.util.ArrayList;
import java.util.HashSet;
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

  /** Folders of copies, of other people's code, and of what is expected of migrations. */
  private static final Set<String> PASSED_BY =
      Set.of(
          "node_modules",
          ".git",
          ".venv",
          "venv",
          "site-packages",
          "vendor",
          "target",
          "migration-tests");

  /** What a folder is called whose migrations are not run any more. */
  private static final Set<String> SET_ASIDE =
      Set.of(
          "archive",
          "archived",
          "archives",
          "attic",
          "backup",
          "backups",
          "bak",
          "deprecated",
          "obsolete",
          "old",
          "superseded",
          "unused");

  /** Folders beside the ways up in which the ways down stand. */
  private static final Set<String> WAYS_DOWN =
      Set.of("down", "downs", "revert", "reverts", "rollback", "rollbacks", "undo");

  private static final Pattern FLYWAY = Pattern.compile("[VUR]\\d*[\\d._]*__.*\\.sql");

  private final List<String> paths;

  FolderFinder(List<String> paths) {
    this.paths = paths;
  }

  /**
   * A file of a folder: what its name says.
   *
   * @param ownFolder that it shares a folder of its own with its way back
   */
  record Named(
      String path, String number, String title, Optional<String> direction, boolean ownFolder) {

    boolean down() {
      return direction.isPresent() && !direction.get().equals("up");
    }

    private Named asDown() {
      return new Named(path, number, title, Optional.of("down"), ownFolder);
    }
  }

  NavigableMap<String, List<Named>> folders() {
    NavigableMap<String, List<Named>> folders = new TreeMap<>();
    Set<String> taken = new TreeSet<>();
    // Files of one folder follow each other.
    String last = "";
    boolean entered = true;
    for (String path : paths) {
      String folder = folderOf(path);
      if (otherTool(path)) {
        taken.add(folder);
      }
      if (!path.endsWith(".sql")) {
        continue;
      }
      if (!folder.equals(last)) {
        last = folder;
        entered = !passedBy(folder) && !setAside(folder);
      }
      if (!entered) {
        continue;
      }
      String name = nameOf(path);
      if (!startsWithDigit(name) && !name.equals("up.sql") && !name.equals("down.sql")) {
        continue;
      }
      Matcher diesel = DIESEL.matcher(lastTwo(path));
      Matcher numbered = NUMBERED.matcher(name);
      if (diesel.matches()) {
        Named file =
            new Named(
                path,
                diesel.group(1).replace("-", ""),
                words(diesel.group(2)),
                Optional.of(diesel.group(3)),
                true);
        folders.computeIfAbsent(folderOf(folder), any -> new ArrayList<>()).add(file);
      } else if (numbered.matches()) {
        Named file =
            new Named(
                path,
                numbered.group(1),
                words(Optional.ofNullable(numbered.group(2)).orElse("")),
                Optional.ofNullable(numbered.group(3)),
                false);
        folders.computeIfAbsent(folder, any -> new ArrayList<>()).add(file);
      }
    }
    joinWaysDown(folders);
    folders.keySet().removeIf(folder -> taken.stream().anyMatch(other -> within(folder, other)));
    return folders;
  }

  /** {@code revert/001_x.sql} takes back {@code 001_x.sql}, and is no history of its own. */
  private static void joinWaysDown(NavigableMap<String, List<Named>> folders) {
    for (String folder : List.copyOf(folders.keySet())) {
      if (!WAYS_DOWN.contains(nameOf(folder).toLowerCase(Locale.ROOT))) {
        continue;
      }
      List<Named> files = Optional.ofNullable(folders.get(folder)).orElse(List.of());
      String beside = folderOf(folder);
      String up = beside.isEmpty() ? "up" : beside + "/up";
      for (String home : List.of(up, beside)) {
        Optional<List<Named>> ups = Optional.ofNullable(folders.get(home));
        if (ups.isPresent()) {
          files.forEach(file -> ups.get().add(file.asDown()));
          folders.remove(folder);
          break;
        }
      }
      if (setApart(files)) {
        folders.remove(folder);
      }
    }
  }

  /** Ways down alone are no history. */
  private static boolean setApart(List<Named> files) {
    return files.stream().noneMatch(file -> file.direction().equals(Optional.of("up")));
  }

  private static boolean within(String folder, String other) {
    return folder.equals(other) || folder.startsWith(other + "/");
  }

  private static String words(String title) {
    return title.replace('_', ' ').replace('-', ' ').strip();
  }

  private static boolean passedBy(String folder) {
    for (String part : folder.split("/")) {
      if (OTHER_DATABASES.contains(part.toLowerCase(Locale.ROOT)) || PASSED_BY.contains(part)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it stands below migrations in a folder of those that are kept and not run any more. */
  static boolean setAside(String folder) {
    boolean ofMigrations = false;
    for (String part : folder.toLowerCase(Locale.ROOT).split("/")) {
      ofMigrations |= part.contains("migrat");
      for (String word : part.split("[^a-z]+")) {
        if (ofMigrations && SET_ASIDE.contains(word)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the file shows that its folder belongs to Flyway, Alembic, Drizzle or Prisma. */
  private static boolean otherTool(String path) {
    String name = nameOf(path);
    return name.endsWith(".sql") && !startsWithDigit(name) && FLYWAY.matcher(name).matches()
        || name.equals("env.py")
        || name.equals("migration_lock.toml");
  }

  /** Whether Drizzle keeps its journal beside the files. */
  static boolean hasJournal(List<String> paths, String folder) {
    String journal = (folder.isEmpty() ? "" : folder + "/") + "meta/_journal.json";
    return paths.contains(journal);
  }

  /**
   * Whether what runs the folder is written in Rust, by the nearest file that says so: sqlx puts a
   * transaction around each file, tools of other languages send it as it is.
   */
  static boolean ofRust(Set<String> paths, String folder) {
    for (String at = folder; ; at = folderOf(at)) {
      String prefix = at.isEmpty() ? "" : at + "/";
      if (paths.contains(prefix + "Cargo.toml")) {
        return true;
      }
      for (String other :
          List.of("go.mod", "package.json", "pyproject.toml", "setup.py", "pom.xml")) {
        if (paths.contains(prefix + other)) {
          return false;
        }
      }
      if (at.isEmpty()) {
        return false;
      }
    }
  }

  Set<String> paths() {
    return new HashSet<>(paths);
  }

  private static boolean startsWithDigit(String name) {
    return name.charAt(0) >= '0' && name.charAt(0) <= '9';
  }

  private static String lastTwo(String path) {
    int name = path.lastIndexOf('/');
    return name < 0 ? path : path.substring(path.lastIndexOf('/', name - 1) + 1);
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String folderOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
