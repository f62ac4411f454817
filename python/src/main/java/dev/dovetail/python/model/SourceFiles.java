package dev.dovetail.python.model;

import dev.dovetail.core.source.SoughtWords;
import dev.dovetail.core.source.Tree;
import dev.dovetail.python.modules.Modules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The Python files of a tree that can hold models, and a glance at each: whether it is worth
 * parsing, and what it imports. Every file is read once.
 */
final class SourceFiles {

  /** What a glance at a file tells. */
  record Glance(boolean promising, List<ImportScan.Imported> imports) {}

  /** Folders whose files are no part of the application. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "node_modules",
          "site-packages",
          "venv",
          "env",
          "virtualenv",
          "build",
          "dist",
          "__pycache__",
          "tests",
          "test",
          "testing",
          "e2e");

  private static final SoughtWords WORDS =
      SoughtWords.of(
          "Enum",
          "Flag",
          "Choices",
          "sqlalchemy",
          "sqlmodel",
          "SQLAlchemy",
          "Mapped",
          "mapped_column",
          "Column(",
          "__tablename__",
          ".Model",
          "Table(");

  private final Tree tree;
  private final Modules modules;
  private final Set<String> all = new HashSet<>();
  private final Set<String> migrationFolders = new HashSet<>();
  private final NavigableSet<String> sorted = new TreeSet<>();
  private final Map<String, Optional<Glance>> glances = new HashMap<>();

  SourceFiles(Tree tree, Modules modules) {
    this.tree = tree;
    this.modules = modules;
    List<String> paths = tree.files().stream().filter(path -> path.endsWith(".py")).toList();
    for (String path : paths) {
      if (path.endsWith("/env.py")) {
        migrationFolders.add(path.substring(0, path.length() - "env.py".length()) + "versions/");
      }
    }
    for (String path : paths) {
      if (!isLeftOut(path)) {
        all.add(path);
        sorted.add(path);
      }
    }
  }

  boolean has(String path) {
    return all.contains(path);
  }

  /** The files below any of the folders, sorted. */
  List<String> below(List<String> folders) {
    NavigableSet<String> below = new TreeSet<>();
    for (String folder : folders) {
      // '0' is the character after '/': between the two stands all that is below the folder.
      below.addAll(
          folder.isEmpty() ? sorted : sorted.subSet(folder + "/", true, folder + "0", false));
    }
    return List.copyOf(below);
  }

  static boolean isBelow(String path, List<String> folders) {
    return folders.stream()
        .anyMatch(
            folder -> folder.isEmpty() || path.startsWith(folder + "/") || path.equals(folder));
  }

  Optional<Glance> glance(String path) {
    return glances.computeIfAbsent(
        path,
        any ->
            tree.read(path)
                .map(content -> modules.glance(path, content, Glance.class, SourceFiles::glance)));
  }

  private static Glance glance(byte[] content) {
    return new Glance(WORDS.isAnyIn(content), ImportScan.of(content));
  }

  private boolean isLeftOut(String path) {
    int start = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
      String folder = path.substring(start, slash);
      if (folder.startsWith(".")
          || LEFT_OUT.contains(folder)
          || migrationFolders.contains(path.substring(0, slash + 1))) {
        return true;
      }
      start = slash + 1;
    }
    String name = path.substring(start);
    return name.startsWith("test_") || name.endsWith("_test.py") || name.equals("conftest.py");
  }
}
