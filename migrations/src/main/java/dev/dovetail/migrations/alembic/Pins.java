package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.migrations.Stack.Driver;
import dev.dovetail.python.modules.Modules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions that a service pins: in a lock file, else in its requirements, in its own folder or
 * the nearest one above that says.
 */
final class Pins {

  private static final List<String> LOCKS =
      List.of("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock");
  private static final List<String> LOOSE =
      List.of("requirements.txt", "pyproject.toml", "Pipfile", "setup.cfg", "setup.py");
  private static final Pattern REQUIREMENTS = Pattern.compile("requirements.*\\.(txt|in)");
  private static final Pattern TOML_VERSION =
      Pattern.compile("\\s*\\nversion = \"([^\"\\n]+)\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern JSON_VERSION =
      Pattern.compile("[^{}]*\"version\": \"==([^\"]+)\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern DRIVER =
      Pattern.compile(
          "(?i)^[\\s\"'\\[,-]*(?:name\\s*=\\s*\")?(asyncpg|psycopg2(?:-binary)?|psycopg)(?![\\w-])");

  /** Tools that lock requirements write there who wants each of them. */
  private static final Pattern COMMENT = Pattern.compile("#.*$");

  private static final List<String> DRIVERS = List.of("asyncpg", "psycopg");
  private static final Packages POSTGRES =
      new Packages("PostgreSQL", "asyncpg", "psycopg", "pg8000", "py-postgresql", "aiopg");
  private static final List<Packages> OTHERS =
      List.of(
          new Packages(
              "MySQL",
              "pymysql",
              "mysqlclient",
              "aiomysql",
              "asyncmy",
              "mysql-connector",
              "mysqldb"),
          new Packages("Oracle", "cx_oracle", "oracledb"),
          new Packages("SQL Server", "pymssql", "pyodbc", "aioodbc"));

  /** By whose names a database is known. */
  private record Packages(String database, List<String> names, Pattern name) {

    Packages(String database, String... names) {
      this(
          database,
          List.of(names),
          Pattern.compile(
              "(?i)\\b(psycopg\\w*|mysql-connector-python|%s)\\b"
                  .formatted(String.join("|", names))));
    }

    boolean isNamedIn(Requirements text) {
      return text.names(names, name);
    }
  }

  private final Tree tree;
  private final NavigableSet<String> files;
  private final Modules modules;

  /** By folder: many services have the same ones above them. */
  private final Map<String, List<Requirements>> loose = new HashMap<>();

  Pins(Tree tree, NavigableSet<String> files, Modules modules) {
    this.tree = tree;
    this.files = files;
    this.modules = modules;
  }

  Stack of(String folder) {
    return new Stack(pinned(folder, "sqlalchemy"), pinned(folder, "alembic"), driver(folder));
  }

  private Optional<String> pinned(String folder, String name) {
    for (String above : upwards(folder)) {
      for (String lock : LOCKS) {
        Optional<String> found = read(Paths.join(above, lock)).flatMap(t -> locked(t, name));
        if (found.isPresent()) {
          return found;
        }
      }
      for (Requirements text : loose(above)) {
        Optional<String> found = required(text, name);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** The driver that is required, where it is exactly one. */
  private Optional<Driver> driver(String folder) {
    for (String above : upwards(folder)) {
      Set<Driver> named = EnumSet.noneOf(Driver.class);
      for (Requirements text : loose(above)) {
        for (String line : text.linesWith(DRIVERS)) {
          Matcher matcher = DRIVER.matcher(line);
          if (matcher.find()) {
            String name = matcher.group(1).toLowerCase(Locale.ROOT);
            named.add(
                name.equals("asyncpg")
                    ? Driver.ASYNCPG
                    : name.equals("psycopg") ? Driver.PSYCOPG : Driver.PSYCOPG2);
          }
        }
      }
      if (!named.isEmpty()) {
        return named.size() == 1 ? Optional.of(named.iterator().next()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /**
   * Another database than PostgreSQL, by the URL or by the drivers required. Neither a requirement
   * nor a migration may name PostgreSQL: many projects serve several databases.
   */
  Optional<String> otherDatabase(String folder, Optional<String> url, List<String> migrations) {
    return otherDatabase(folder, url)
        .filter(other ->
            migrations.stream()
                .flatMap(path -> read(path).stream())
                .noneMatch(file -> file.text().contains("postgresql")));
  }

  private Optional<String> otherDatabase(String folder, Optional<String> url) {
    List<Requirements> texts = new ArrayList<>();
    for (String above : upwards(folder)) {
      texts.addAll(loose(above));
      LOCKS.forEach(name -> read(Paths.join(above, name)).ifPresent(texts::add));
    }
    boolean postgres = url.filter(u -> u.startsWith("postgres")).isPresent();
    if (postgres || texts.stream().anyMatch(POSTGRES::isNamedIn)) {
      return Optional.empty();
    }
    return url.flatMap(Pins::databaseOf)
        .or(() ->
            OTHERS.stream()
                .filter(other -> texts.stream().anyMatch(other::isNamedIn))
                .map(Packages::database)
                .findFirst());
  }

  private static Optional<String> databaseOf(String url) {
    String scheme = url.strip().split("[+:]", 2)[0].toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "mysql", "mariadb" -> Optional.of("MySQL");
      case "oracle" -> Optional.of("Oracle");
      case "mssql" -> Optional.of("SQL Server");
      case "sqlite" -> Optional.of("SQLite");
      default -> Optional.empty();
    };
  }

  private List<Requirements> loose(String folder) {
    List<Requirements> known = loose.get(folder);
    if (known == null) {
      known = requirements(folder);
      loose.put(folder, known);
    }
    return known;
  }

  private List<Requirements> requirements(String folder) {
    List<Requirements> texts = new ArrayList<>();
    LOOSE.forEach(name -> read(Paths.join(folder, name)).ifPresent(texts::add));
    Paths.below(folder, files).stream()
        .filter(path ->
            Paths.directlyIn(folder, path)
                || Paths.directlyIn(Paths.join(folder, "requirements"), path))
        .filter(path -> !Paths.nameOf(path).equals("requirements.txt"))
        .filter(path ->
            REQUIREMENTS.matcher(Paths.nameOf(path)).matches()
                || (path.endsWith(".txt")
                    && Paths.nameOf(Paths.folderOf(path)).equals("requirements")))
        .sorted()
        .forEach(path -> read(path).ifPresent(texts::add));
    return texts;
  }

  private Optional<Requirements> read(String path) {
    return files.contains(path)
        ? tree.read(path)
            .map(bytes -> modules.glance(path, bytes, Requirements.class, Pins::requirements))
        : Optional.empty();
  }

  private static Requirements requirements(byte[] bytes) {
    return new Requirements(new String(bytes, StandardCharsets.UTF_8));
  }

  private static List<String> upwards(String folder) {
    List<String> all = new ArrayList<>();
    String above = folder;
    while (!above.isEmpty()) {
      all.add(above);
      above = Paths.folderOf(above);
    }
    all.add("");
    return all;
  }

  /**
   * Of a lock file: {@code name = "x"} with its version below, or JSON's {@code "x": {"version"}}.
   */
  static Optional<String> locked(Requirements lock, String name) {
    return lock.after("name = \"" + name + "\"", TOML_VERSION)
        .or(() -> lock.after("\"" + name + "\": {", JSON_VERSION));
  }

  /** Of requirements: the exact version, or the newest that the upper bound allows. */
  static Optional<String> required(Requirements text, String name) {
    Pattern requirement =
        Pattern.compile(
            "(?i)(?:^|[\"'\\s])"
                + name
                + "(?![\\w.-])(?:\\[[^\\]]*\\])?[ \\t]*((?:=["
                + " \\t]*[\"'{])?[^#;\"']{0,80})");
    for (String line : text.linesWith(List.of(name))) {
      Matcher matcher = requirement.matcher(COMMENT.matcher(line).replaceAll(""));
      while (matcher.find()) {
        Optional<String> version = meant(matcher.group(1).replace(" ", ""), name);
        if (version.isPresent()) {
          return version;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> meant(String specification, String name) {
    Matcher exact =
        Pattern.compile("(?:={2,3}|^=[\"']|~=?|\\^)v?(\\d+(?:\\.\\d+)*)").matcher(specification);
    if (exact.find()) {
      boolean compatible = specification.contains("~=") && !exact.group(1).matches(".*\\..*\\..*");
      boolean open = specification.contains("^") || compatible;
      VersionNumber at = VersionNumber.parse(exact.group(1)).orElseThrow();
      // A caret lets the minor version rise, and so does ~= of two numbers.
      return open && at.atLeast(2) ? Optional.empty() : Optional.of(open ? "1.4" : exact.group(1));
    }
    if (!name.equals("sqlalchemy")) {
      return Optional.empty();
    }
    Matcher below = Pattern.compile("<v?(\\d+(?:\\.\\d+)*)").matcher(specification);
    if (below.find()) {
      VersionNumber bound = VersionNumber.parse(below.group(1)).orElseThrow();
      if (!bound.atLeast(2, 0, 1)) {
        return Optional.of("1.4");
      }
      return bound.atLeast(2, 1, 1) ? Optional.empty() : Optional.of("2.0");
    }
    return Optional.empty();
  }
}
