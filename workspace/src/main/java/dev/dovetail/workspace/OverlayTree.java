package dev.dovetail.workspace;

import dev.dovetail.core.source.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A tree in which some files are those of another: what is not committed, on top of what is.
 *
 * @param paths which are taken from above; where nothing stands there, nothing is
 */
public record OverlayTree(Tree under, Tree over, Set<String> paths) implements Tree {

  public OverlayTree {
    paths = Set.copyOf(paths);
  }

  @Override
  public List<String> files(String folder) {
    Set<String> files = new TreeSet<>(under.files(folder));
    files.removeAll(paths);
    over.files(folder).stream().filter(paths::contains).forEach(files::add);
    return List.copyOf(files);
  }

  @Override
  public boolean has(String path) {
    return paths.contains(path) ? over.has(path) : under.has(path);
  }

  @Override
  public Optional<byte[]> read(String path) {
    return paths.contains(path) ? over.read(path) : under.read(path);
  }
}
