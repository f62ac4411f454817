package dev.dovetail.python.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The dotted names by which files are most likely imported. */
final class ModuleNames {

  private static final Set<String> PROJECT_FILES =
      Set.of("pyproject.toml", "setup.py", "setup.cfg");

  private final Set<String> packages = new HashSet<>();
  private final Set<String> projects = new HashSet<>();

  ModuleNames(List<String> paths) {
    for (String path : paths) {
      String file = path.substring(path.lastIndexOf('/') + 1);
      String folder = path.substring(0, path.length() - file.length());
      if (file.equals("__init__.py")) {
        packages.add(folder);
      } else if (PROJECT_FILES.contains(file)) {
        projects.add(folder);
      }
    }
  }

  /** {@code libs/core/src/core/states.py} is {@code core.states}. */
  String of(String path) {
    String name = path.endsWith(".py") ? path.substring(0, path.length() - 3) : path;
    if (name.endsWith("/__init__")) {
      name = name.substring(0, name.length() - "/__init__".length());
    }
    return name.substring(rootOf(path).length()).replace('/', '.');
  }

  /** The folder that the name begins in: above the outermost package, else the nearest root. */
  private String rootOf(String path) {
    String folder = parent(path);
    boolean inside = packages.contains(folder);
    while (!folder.isEmpty() && packages.contains(folder)) {
      folder = parent(folder);
    }
    if (inside) {
      return folder;
    }
    while (!folder.isEmpty()
        && !projects.contains(folder)
        && !folder.endsWith("/src/")
        && !folder.equals("src/")) {
      folder = parent(folder);
    }
    return folder;
  }

  /** With its slash at the end; the root is empty. */
  private static String parent(String path) {
    int slash = path.lastIndexOf('/', path.length() - 2);
    return slash < 0 ? "" : path.substring(0, slash + 1);
  }
}
