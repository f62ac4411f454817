package dev.dovetail.migrations;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A migration that is not written yet.
 *
 * @param revision its id
 * @param files by path
 */
public record Draft(String revision, SortedMap<String, String> files) {

  public Draft {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }
}
