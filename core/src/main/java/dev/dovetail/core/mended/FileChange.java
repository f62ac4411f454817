package dev.dovetail.core.mended;

import java.util.Optional;

/**
 * A file as a fix would have it.
 *
 * @param path relative to the tree
 * @param before what it holds; empty for a file that is new
 */
public record FileChange(String path, Optional<String> before, String after) {

  public boolean isNew() {
    return before.isEmpty();
  }
}
