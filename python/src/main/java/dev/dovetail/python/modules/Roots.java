package dev.dovetail.python.modules;

import dev.dovetail.core.source.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The folders of a tree where packages may begin: the root, those with a project file and what that
 * names, every {@code src}, and the parents of outermost packages.
 */
final class Roots {

  private static final Set<String> PROJECT_FILES =
      Set.of("pyproject.toml", "setup.py", "setup.cfg", "alembic.ini", "manage.py");
  private static final Set<String> NOT_OURS =
      Set.of("node_modules", "site-packages", ".venv", "venv", ".tox", ".nox", "__pycache__");

  private static final byte[] NONE = {};

  private final Set<String> files;
  private final Set<String> folders;
  private final Set<String> roots;
  private final Map<String, List<String>> byFirstName;
  private final Map<String, Optional<byte[]>> projects;

  private Roots(
      Set<String> files,
      Set<String> folders,
      Set<String> roots,
      Map<String, List<String>> byFirstName,
      Map<String, Optional<byte[]>> projects) {
    this.files = files;
    this.folders = folders;
    this.roots = roots;
    this.byFirstName = byFirstName;
    this.projects = projects;
  }

  static Roots of(Tree tree) {
    Set<String> files = new HashSet<>();
    Set<String> folders = new HashSet<>();
    SortedSet<String> roots = new TreeSet<>();
    Map<String, SortedSet<String>> children = new HashMap<>();
    Map<String, Optional<byte[]>> projects = new HashMap<>();
    folders.add("");
    roots.add("");
    for (String path : tree.files()) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      boolean python = name.endsWith(".py");
      if ((!python && !PROJECT_FILES.contains(name)) || isForeign(path)) {
        continue;
      }
      String folder = Modules.folderOf(path);
      if (PROJECT_FILES.contains(name)) {
        roots.add(folder);
        roots.add(Modules.join(folder, "src"));
        if (name.equals("pyproject.toml")) {
          Optional<byte[]> content = tree.read(path);
          projects.put(path, content);
          content.ifPresent(bytes ->
              ProjectFile.packageFolders(new String(bytes, StandardCharsets.UTF_8))
                  .forEach(inner -> roots.add(Modules.join(folder, inner))));
        }
      }
      if (python) {
        files.add(path);
        children
            .computeIfAbsent(folder, any -> new TreeSet<>())
            .add(name.substring(0, name.length() - 3));
        addFolders(folder, folders, children);
      }
    }
    for (String folder : folders) {
      if (folder.equals("src") || folder.endsWith("/src")) {
        roots.add(folder);
      }
      if (files.contains(Modules.join(folder, "__init__.py"))
          && !folder.isEmpty()
          && !files.contains(Modules.join(Modules.folderOf(folder), "__init__.py"))) {
        roots.add(Modules.folderOf(folder));
      }
    }
    Map<String, List<String>> byFirstName = new TreeMap<>();
    for (String root : roots) {
      for (String child : children.getOrDefault(root, new TreeSet<>())) {
        byFirstName.computeIfAbsent(child, any -> new ArrayList<>()).add(root);
      }
    }
    return new Roots(files, folders, roots, byFirstName, projects);
  }

  /** Whether a tree with files of the same names has the same. */
  boolean isOf(Tree tree) {
    return projects.entrySet().stream()
        .allMatch(
            it -> Arrays.equals(it.getValue().orElse(NONE), tree.read(it.getKey()).orElse(NONE)));
  }

  /** Whether the two answer all alike. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Roots roots
            && files.equals(roots.files)
            && this.roots.equals(roots.roots);
  }

  @Override
  public int hashCode() {
    return files.hashCode();
  }

  /** The roots that have a module or folder of this name, sorted. */
  List<String> holding(String firstName) {
    return byFirstName.getOrDefault(firstName, List.of());
  }

  /** Whether packages may begin in the folder. */
  boolean isRoot(String folder) {
    return roots.contains(folder);
  }

  /** Whether the folder is a package with an {@code __init__.py}. */
  boolean isPackage(String folder) {
    return files.contains(Modules.join(folder, "__init__.py"));
  }

  /** The package that a folder is, with or without {@code __init__.py}. */
  Optional<Module> packageAt(String folder) {
    String init = Modules.join(folder, "__init__.py");
    return folders.contains(folder)
        ? Optional.of(
            new Module(
                Optional.of(folder), files.contains(init) ? Optional.of(init) : Optional.empty()))
        : Optional.empty();
  }

  /** The module of a dotted name below a folder. */
  Optional<Module> resolve(String root, String name) {
    String path = Modules.join(root, name.replace('.', '/'));
    String file = path + ".py";
    if (files.contains(Modules.join(path, "__init__.py"))) {
      return packageAt(path);
    }
    return files.contains(file)
        ? Optional.of(new Module(Optional.empty(), Optional.of(file)))
        : packageAt(path);
  }

  private static void addFolders(
      String folder, Set<String> folders, Map<String, SortedSet<String>> children) {
    String below = folder;
    while (!below.isEmpty() && folders.add(below)) {
      String parent = Modules.folderOf(below);
      children
          .computeIfAbsent(parent, any -> new TreeSet<>())
          .add(below.substring(below.lastIndexOf('/') + 1));
      below = parent;
    }
  }

  private static boolean isForeign(String path) {
    int start = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
      if (NOT_OURS.contains(path.substring(start, slash))) {
        return true;
      }
      start = slash + 1;
    }
    return false;
  }
}
