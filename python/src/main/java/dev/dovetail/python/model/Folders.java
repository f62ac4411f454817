package dev.dovetail.python.model;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Folders of a tree, and which of them a file lies in. */
public final class Folders {

  private final Set<String> folders;

  private Folders(Collection<String> folders) {
    this.folders = new HashSet<>(folders);
  }

  public static Folders of(Collection<String> folders) {
    return new Folders(folders);
  }

  /** How long the name of the innermost one is that the file lies in; -1 where it lies in none. */
  int depth(String path) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (folders.contains(path.substring(0, end))) {
        return end;
      }
    }
    return folders.contains("") ? 0 : -1;
  }
}
