package dev.dovetail.core.plan;

import java.util.List;

/**
 * A service that takes part in a rollout.
 *
 * @param versions the one that runs first, the one that is to run last; between them those that may
 *     help on the way. A service that does not change has one
 */
public record Party(String service, List<Version> versions) {

  public Party {
    versions = List.copyOf(versions);
  }

  int last() {
    return versions.size() - 1;
  }
}
