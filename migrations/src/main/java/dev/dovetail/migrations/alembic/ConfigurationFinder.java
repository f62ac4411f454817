package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.TomlText;
import dev.dovetail.core.source.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * Finds the trees of Alembic in a repository: by {@code alembic.ini} and {@code pyproject.toml},
 * and where neither is, by a folder that has {@code env.py} and {@code versions/}.
 */
final class ConfigurationFinder {

  private static final Set<String> FOREIGN =
      Set.of(
          ".git",
          ".hg",
          "node_modules",
          "site-packages",
          ".venv",
          "venv",
          ".tox",
          ".nox",
          "__pycache__",
          ".eggs");
  private static final Pattern BACKUP =
      Pattern.compile(
          "(?i)(.*[._-])?(old|bak|backups?|orig|copy|archived?|deprecated|disabled)([._-]?\\d*)"
              + "|.*~|(old|bak|backup|archived?)[._-].*");

  private static final String MAIN_SECTION = "alembic";

  private final Tree tree;
  private final NavigableSet<String> files = new TreeSet<>();
  private final NavigableSet<String> folders = new TreeSet<>();

  ConfigurationFinder(Tree tree) {
    this.tree = tree;
    // Files of one folder follow each other.
    String last = "";
    boolean own = true;
    for (String path : tree.files()) {
      String folder = Paths.folderOf(path);
      if (!folder.equals(last)) {
        last = folder;
        own = Arrays.stream(folder.split("/")).noneMatch(FOREIGN::contains);
      }
      if (own && !FOREIGN.contains(Paths.nameOf(path))) {
        files.add(path);
        while (!folder.isEmpty() && folders.add(folder)) {
          folder = Paths.folderOf(folder);
        }
      }
    }
    folders.add("");
  }

  /** The files looked at, sorted. */
  NavigableSet<String> files() {
    return files;
  }

  List<Configuration> find() {
    Map<List<String>, Configuration> found = new LinkedHashMap<>();
    for (String path : files) {
      for (Configuration configuration : configured(path)) {
        found.merge(
            configuration.versions().isEmpty() ? List.of("?" + path) : configuration.versions(),
            configuration,
            ConfigurationFinder::better);
      }
    }
    Set<String> claimed = new HashSet<>();
    found.values().forEach(configuration -> claimed.add(configuration.scripts()));
    for (String path : files) {
      String scripts = Paths.folderOf(path);
      if (Paths.nameOf(path).equals("env.py") && !claimed.contains(scripts)) {
        unconfigured(path, scripts).ifPresent(c -> found.putIfAbsent(c.versions(), c));
      }
    }
    return List.copyOf(found.values());
  }

  /** Of two that name the same migrations, the one whose database is PostgreSQL's. */
  private static Configuration better(Configuration first, Configuration second) {
    return isPostgres(second) && !isPostgres(first) ? second : first;
  }

  private static boolean isPostgres(Configuration configuration) {
    return configuration.url().filter(url -> url.startsWith("postgres")).isPresent();
  }

  private List<Configuration> configured(String path) {
    String name = Paths.nameOf(path);
    boolean ini = name.endsWith(".ini");
    if (!ini && !name.equals("pyproject.toml") || isBackup(Paths.folderOf(path))) {
      return List.of();
    }
    if (ini) {
      return read(path).filter(t -> t.contains("script_location")).stream()
          .flatMap(text -> ofIni(path, text).stream())
          .toList();
    }
    return read(path).filter(t -> t.contains("[tool.alembic]")).stream()
        .flatMap(text -> ofToml(path, text).stream())
        .toList();
  }

  /** A folder that looks like Alembic's although nothing names it. */
  private Optional<Configuration> unconfigured(String path, String scripts) {
    String versions = Paths.join(scripts, "versions");
    boolean holds =
        files.stream().anyMatch(f -> Paths.directlyIn(versions, f) && f.endsWith(".py"));
    boolean ours = read(path).filter(text -> text.contains("alembic")).isPresent();
    // Flask-Migrate's stands there, and says no place.
    String beside = Paths.join(scripts, "alembic.ini");
    Optional<IniFile> ini =
        Optional.of(beside).filter(files::contains).flatMap(this::read).map(IniFile::parse);
    return holds && ours && !isBackup(scripts)
        ? Optional.of(
            new Configuration(
                Paths.folderOf(scripts),
                scripts,
                List.of(versions),
                false,
                MAIN_SECTION,
                ini.flatMap(it -> it.get(MAIN_SECTION, "sqlalchemy.url", "%(here)s")),
                Optional.empty(),
                Origin.inFile(ini.isPresent() ? beside : path, 1, 1)))
        : Optional.empty();
  }

  private static boolean isBackup(String folder) {
    return Arrays.stream(folder.split("/")).anyMatch(part -> BACKUP.matcher(part).matches());
  }

  private Optional<String> read(String path) {
    return tree.read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private List<Configuration> ofIni(String path, String text) {
    IniFile ini = IniFile.parse(text);
    String folder = Paths.folderOf(path);
    // Replaced by the folder itself below, for a path that begins with it is absolute to Alembic.
    String here = "%(here)s";
    List<Configuration> all = new ArrayList<>();
    for (String section : ini.sections()) {
      Optional<String> location = ini.get(section, "script_location", here);
      if (location.isPresent()) {
        String separator =
            ini.get(section, "path_separator", here)
                .or(() -> ini.get(section, "version_path_separator", here))
                .orElse("");
        List<String> locations =
            ini.get(section, "version_locations", here).stream()
                .flatMap(value -> split(value, separator))
                .toList();
        all.add(
            configuration(
                folder,
                location.get(),
                locations,
                ini.get(section, "recursive_version_locations", here)
                    .filter(value -> value.equalsIgnoreCase("true"))
                    .isPresent(),
                section,
                ini.get(section, "sqlalchemy.url", here),
                Origin.inFile(path, ini.line(section, "script_location"), 1)));
      }
    }
    return all;
  }

  private static Stream<String> split(String value, String separator) {
    String pattern =
        switch (separator.strip()) {
          case "os", ":" -> ":";
          case ";" -> ";";
          case "newline" -> "\n";
          case "space" -> "\\s+";
          default -> ", *|(?: +)|\n";
        };
    return Arrays.stream(value.split(pattern)).map(String::strip).filter(s -> !s.isEmpty());
  }

  private List<Configuration> ofToml(String path, String text) {
    TomlParseResult toml = Toml.parse(TomlText.of(text).text());
    TomlTable table = toml.getTable("tool.alembic");
    Object location = table == null ? null : table.get("script_location");
    if (table == null || !(location instanceof String script)) {
      return List.of();
    }
    Object written = table.get("version_locations");
    List<String> locations = new ArrayList<>();
    if (written instanceof org.tomlj.TomlArray array) {
      array.toList().stream()
          .filter(String.class::isInstance)
          .forEach(entry -> locations.add((String) entry));
    }
    return List.of(
        configuration(
            Paths.folderOf(path),
            script,
            locations,
            Boolean.TRUE.equals(table.get("recursive_version_locations")),
            MAIN_SECTION,
            Optional.empty(),
            Origin.inFile(path, 1, 1)));
  }

  private Configuration configuration(
      String folder,
      String location,
      List<String> locations,
      boolean recursive,
      String section,
      Optional<String> url,
      Origin origin) {
    // Flask-Migrate's configuration stands beside env.py, and its location is never looked at.
    Optional<String> scripts =
        locate(folder, location)
            .or(() -> Optional.of(folder).filter(f -> files.contains(Paths.join(f, "env.py"))));
    List<String> versions = new ArrayList<>();
    Optional<String> fault = Optional.empty();
    if (scripts.isEmpty()) {
      fault = Optional.of("script_location = " + location + " is no folder here");
    } else if (locations.isEmpty()) {
      versions.add(ofPostgres(Paths.join(scripts.get(), "versions")));
    }
    for (String wanted : locations) {
      Optional<String> found = locate(folder, wanted);
      if (found.isEmpty()) {
        fault = Optional.of("version_locations names " + wanted + ", which is no folder here");
      } else if (!versions.contains(found.get())) {
        versions.add(found.get());
      }
    }
    String home = scripts.orElse(folder);
    boolean above = folder.isEmpty() || (home + "/").startsWith(folder + "/");
    return new Configuration(
        above ? folder : Paths.folderOf(home),
        home,
        versions,
        recursive,
        section,
        url,
        fault,
        origin);
  }

  /** Where env.py chooses a folder for each kind of database, that of PostgreSQL. */
  private String ofPostgres(String versions) {
    boolean holds =
        files.stream().anyMatch(f -> Paths.directlyIn(versions, f) && f.endsWith(".py"));
    return Stream.of("postgresql", "postgres")
        .map(name -> Paths.join(versions, name))
        .filter(folder -> !holds && folders.contains(folder))
        .findFirst()
        .orElse(versions);
  }

  /** The folder that a location means: a path, or {@code package:folder}. */
  private Optional<String> locate(String folder, String location) {
    String plain = location.strip().replace("%(here)s", ".");
    int colon = plain.indexOf(':');
    if (colon < 0) {
      return located(folder, plain);
    }
    String path =
        plain.substring(0, colon).replace('.', '/')
            + "/"
            + plain.substring(colon + 1).replace(':', '/');
    for (String root : List.of(folder, Paths.join(folder, "src"), "", "src")) {
      Optional<String> found = Paths.resolve(root, path).filter(folders::contains);
      if (found.isPresent()) {
        return found;
      }
    }
    return folders.stream().filter(f -> f.endsWith("/" + path)).findFirst();
  }

  /** Alembic looks from where it is started, which is the configuration's folder or one above. */
  private Optional<String> located(String folder, String path) {
    Optional<String> found = Paths.resolve(folder, path).filter(folders::contains);
    return found.isPresent() || folder.isEmpty() ? found : located(Paths.folderOf(folder), path);
  }
}
