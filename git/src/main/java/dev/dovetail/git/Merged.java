package dev.dovetail.git;

import java.util.List;
import java.util.NavigableMap;

/**
 * The files of a merge that nobody made.
 *
 * @param files their paths, and the ids of their blobs; those in conflict hold both sides
 * @param conflicts what git cannot merge by itself
 * @param blobs where the contents are, from a git that runs until they are closed
 */
public record Merged(NavigableMap<String, String> files, List<String> conflicts, Blobs blobs) {

  public Merged {
    conflicts = List.copyOf(conflicts);
  }
}
