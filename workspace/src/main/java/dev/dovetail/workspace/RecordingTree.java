package dev.dovetail.workspace;

import dev.dovetail.core.source.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Another tree, and which of its files were asked for. */
final class RecordingTree implements Tree {

  private final Tree tree;
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  RecordingTree(Tree tree) {
    this.tree = tree;
  }

  Set<String> asked() {
    return asked;
  }

  @Override
  public List<String> files(String folder) {
    return tree.files(folder);
  }

  @Override
  public Optional<byte[]> read(String path) {
    asked.add(path);
    return tree.read(path);
  }

  @Override
  public boolean has(String path) {
    return tree.has(path);
  }
}
