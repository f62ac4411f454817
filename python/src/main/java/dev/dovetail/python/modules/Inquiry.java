package dev.dovetail.python.modules;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All that one reader asked of a state of the files, and what was answered: where a later state
 * answers the same, the reader would come to the same.
 */
final class Inquiry {

  private final Map<Question<?>, Object> answers = new ConcurrentHashMap<>();
  private final Map<String, Optional<byte[]>> contents = new ConcurrentHashMap<>();

  private final Set<String> parsed = ConcurrentHashMap.newKeySet();

  <T> void heard(Question<T> question, T answer) {
    answers.put(question, answer);
  }

  void parsed(String path, Optional<byte[]> content) {
    parsed.add(path);
    read(path, content);
  }

  void read(String path, Optional<byte[]> content) {
    contents.put(path, content);
  }

  void addAll(Inquiry other) {
    answers.putAll(other.answers);
    contents.putAll(other.contents);
    parsed.addAll(other.parsed);
  }

  /** The files that were parsed, and those of no Python that were read. */
  Set<String> asked() {
    Set<String> asked = new HashSet<>(parsed);
    contents.keySet().stream().filter(path -> !path.endsWith(".py")).forEach(asked::add);
    return asked;
  }

  /**
   * @param sameRoots whether the later state has the same Python files
   */
  boolean isAnsweredAlikeBy(Modules later, boolean sameRoots) {
    return contents.entrySet().stream()
            .allMatch(it -> isSame(it.getValue(), later.content(it.getKey())))
        && answers.entrySet().stream()
            .allMatch(it ->
                (sameRoots && it.getKey().isOfRoots())
                    || it.getKey().answer(later).equals(it.getValue()));
  }

  private static boolean isSame(Optional<byte[]> before, Optional<byte[]> after) {
    return before.isPresent() && after.isPresent()
        ? Arrays.equals(before.get(), after.get())
        : before.isEmpty() && after.isEmpty();
  }
}
