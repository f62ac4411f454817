package dev.dovetail.python.model;

import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the names of a tree's files tell: which of them can hold models, and what they are called.
 */
final class SourceNames {

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

  private final Set<String> all = new HashSet<>();
  private final Set<String> migrationFolders = new HashSet<>();
  private final NavigableSet<String> sorted = new TreeSet<>();
  private final ModuleNames modules;

  SourceNames(List<String> files) {
    this.modules = new ModuleNames(files);
    List<String> paths = files.stream().filter(path -> path.endsWith(".py")).toList();
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

  /** The dotted name by which a file is most likely imported. */
  String moduleOf(String path) {
    return modules.of(path);
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
