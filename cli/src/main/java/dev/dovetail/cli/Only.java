package dev.dovetail.cli;

import dev.dovetail.workspace.Nearest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Refuses what {@code --only} names and nothing is called. */
final class Only {

  private Only() {}

  /**
   * @param known all names that there are, under what they are names of, in the plural
   */
  static void refuseStrangers(List<String> only, Map<String, ? extends Collection<String>> known) {
    List<String> names = known.values().stream().flatMap(Collection::stream).toList();
    for (String name : only) {
      if (!names.contains(name)) {
        throw new UsageException(
            "--only: nothing is called `%s`; %s\n%s"
                .formatted(
                    name,
                    Nearest.hint(name, names),
                    known.entrySet().stream()
                        .map(kind -> kind.getKey() + ": " + String.join(", ", kind.getValue()))
                        .collect(Collectors.joining("\n"))));
      }
    }
  }

  static Map<String, Collection<String>> known(
      Collection<String> services, String kind, Collection<String> others) {
    Map<String, Collection<String>> known = new LinkedHashMap<>();
    known.put("services", services);
    known.put(kind, others);
    return known;
  }
}
