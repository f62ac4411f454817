package dev.dovetail.core.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a configuration says of one commit's code. Keys are {@code Enum} or {@code service.Enum};
 * among labels, {@code *} stands for any.
 *
 * @param reads labels that can be read, where they are not those declared
 * @param writes labels that may be written, where they are not those declared
 * @param consumers services that get an enum by events or APIs
 */
public record Said(
    SortedMap<String, List<String>> reads,
    SortedMap<String, List<String>> writes,
    SortedMap<String, List<String>> consumers) {

  public static final String ANY = "*";

  public Said {
    reads = copy(reads);
    writes = copy(writes);
    consumers = copy(consumers);
  }

  private static SortedMap<String, List<String>> copy(Map<String, List<String>> said) {
    SortedMap<String, List<String>> copy = new TreeMap<>();
    said.forEach((key, words) -> copy.put(key, List.copyOf(words)));
    return Collections.unmodifiableSortedMap(copy);
  }

  public static Said nothing() {
    return new Said(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  static Optional<List<String>> of(
      Map<String, List<String>> said, String service, String enumName) {
    return Optional.ofNullable(said.get(service + "." + enumName))
        .or(() -> Optional.ofNullable(said.get(enumName)));
  }
}
