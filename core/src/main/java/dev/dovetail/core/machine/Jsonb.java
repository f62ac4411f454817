package dev.dovetail.core.machine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The form in which {@code jsonb} prints a document: keys by length, then by bytes; one space. */
final class Jsonb {

  private static final int DEEPEST = 100;

  private static final Comparator<String> KEYS =
      Comparator.comparingInt((String key) -> key.getBytes(StandardCharsets.UTF_8).length)
          .thenComparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private final String text;
  private int at;

  private Jsonb(String text) {
    this.text = text;
  }

  /** Empty where the text is no plain JSON. */
  static Optional<String> canonical(String text) {
    Jsonb reader = new Jsonb(text);
    Optional<String> value = reader.value(0);
    reader.space();
    return reader.at == text.length() ? value : Optional.empty();
  }

  private void space() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean take(char c) {
    space();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private Optional<String> value(int depth) {
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    if (take('{')) {
      return object(depth);
    }
    if (take('[')) {
      return array(depth);
    }
    space();
    if (at < text.length() && text.charAt(at) == '"') {
      return string();
    }
    int start = at;
    while (at < text.length() && ",]} \t\n\r".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    return word.matches("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?")
        ? Optional.of(word.equals("-0") ? "0" : word)
        : Optional.empty();
  }

  private Optional<String> object(int depth) {
    Map<String, String> members = new LinkedHashMap<>();
    if (take('}')) {
      return Optional.of("{}");
    }
    do {
      space();
      Optional<String> key = string();
      if (key.isEmpty() || !take(':')) {
        return Optional.empty();
      }
      Optional<String> member = value(depth + 1);
      if (member.isEmpty()) {
        return Optional.empty();
      }
      members.put(key.get(), member.get());
    } while (take(','));
    return take('}')
        ? Optional.of(
            members.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(KEYS))
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}")))
        : Optional.empty();
  }

  private Optional<String> array(int depth) {
    List<String> items = new ArrayList<>();
    if (take(']')) {
      return Optional.of("[]");
    }
    do {
      Optional<String> item = value(depth + 1);
      if (item.isEmpty()) {
        return Optional.empty();
      }
      items.add(item.get());
    } while (take(','));
    return take(']') ? Optional.of("[" + String.join(", ", items) + "]") : Optional.empty();
  }

  private Optional<String> string() {
    int start = at;
    if (at >= text.length() || text.charAt(at) != '"') {
      return Optional.empty();
    }
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' || c < ' ') {
        return Optional.empty();
      }
      if (c == '"') {
        at++;
        return Optional.of(text.substring(start, at));
      }
    }
    return Optional.empty();
  }
}
