package dev.dovetail.workspace;

import dev.dovetail.core.source.Tree;
import java.util.List;
import java.util.Optional;

/** A tree without the folders and files that a configuration leaves out. */
record ExcludingTree(Tree tree, List<String> excluded) implements Tree {

  ExcludingTree {
    excluded = excluded.stream().map(ExcludingTree::bare).toList();
  }

  @Override
  public List<String> files(String folder) {
    return tree.files(folder).stream().filter(this::isIn).toList();
  }

  @Override
  public boolean has(String path) {
    return isIn(path) && tree.has(path);
  }

  @Override
  public Optional<byte[]> read(String path) {
    return isIn(path) ? tree.read(path) : Optional.empty();
  }

  private boolean isIn(String path) {
    return excluded.stream().noneMatch(out -> path.equals(out) || path.startsWith(out + "/"));
  }

  private static String bare(String folder) {
    return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
  }
}
