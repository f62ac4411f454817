package dev.dovetail.core.source;

import java.util.List;
import java.util.Optional;

/**
 * A set of files by path: a working directory, a commit, a simulated merge, memory. Whoever reads
 * files reads them through a tree, so that any state of a repository can be checked alike.
 *
 * <p>Paths are relative, with forward slashes and without {@code .} and {@code ..}; the root is the
 * empty string. Listings are sorted.
 */
public interface Tree {

  /** Every file below the folder, in the order of their paths. */
  List<String> files(String folder);

  /** Reads a file whole; empty where there is none, or where it may not be read. */
  Optional<byte[]> read(String path);

  default List<String> files() {
    return files("");
  }

  default boolean has(String path) {
    return read(path).isPresent();
  }
}
