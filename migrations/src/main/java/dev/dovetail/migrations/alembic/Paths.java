package dev.dovetail.migrations.alembic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableSet;
import java.util.Optional;

/** Paths inside a tree: relative, with forward slashes, never out of it. */
final class Paths {

  private Paths() {}

  /** The path seen from the folder; empty where it leads out of the tree. */
  static Optional<String> resolve(String folder, String path) {
    String slashes = path.replace('\\', '/');
    if (slashes.startsWith("/")) {
      return Optional.empty();
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (folder + "/" + slashes).split("/")) {
      if (part.equals("..")) {
        if (parts.isEmpty()) {
          return Optional.empty();
        }
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }

  /** The folder that a file stands in; the root is empty. */
  static String folderOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  /** Those of the files that stand in the folder, at any depth. */
  static NavigableSet<String> below(String folder, NavigableSet<String> files) {
    // '0' is the character after '/': between the two stands all that is below the folder.
    return folder.isEmpty() ? files : files.subSet(folder + "/", true, folder + "0", false);
  }

  /** Whether the path stands directly in the folder. */
  static boolean directlyIn(String folder, String path) {
    return folderOf(path).equals(folder);
  }
}
