package dev.dovetail.cli;

import dev.dovetail.workspace.Nearest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Refuses what {@code --only} names and nothing is called. */
final class Only {

  private Only() {}

  /**
   * @param kind what else but services can be named, in the plural
   * @param others the names of these
   */
  static void refuseStrangers(
      List<String> only, List<String> services, String kind, List<String> others) {
    Set<String> known = new LinkedHashSet<>(services);
    known.addAll(others);
    for (String name : only) {
      if (!known.contains(name)) {
        throw new UsageException(
            "--only: nothing is called `%s`; %s\nservices: %s\n%s: %s"
                .formatted(
                    name,
                    Nearest.hint(name, known),
                    String.join(", ", services),
                    kind,
                    String.join(", ", others)));
      }
    }
  }
}
