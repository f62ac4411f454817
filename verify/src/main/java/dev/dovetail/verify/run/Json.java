package dev.dovetail.verify.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A value of JSON, as Dovetail exchanges it with the driver script and writes it for guards. */
public sealed interface Json {

  record Text(String value) implements Json {}

  record Number(double value) implements Json {}

  record Flag(boolean value) implements Json {}

  record Nothing() implements Json {}

  record Items(List<Json> values) implements Json {
    public Items {
      values = List.copyOf(values);
    }

    static Items of(Iterable<String> texts) {
      List<Json> values = new java.util.ArrayList<>();
      texts.forEach(text -> values.add(new Text(text)));
      return new Items(values);
    }

    List<String> texts() {
      return values.stream().flatMap(value -> value.asText().stream()).toList();
    }
  }

  /** An object; keys in the order in which they were put. */
  record Fields(Map<String, Json> values) implements Json {
    public Fields {
      values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static Fields none() {
      return new Fields(Map.of());
    }

    static Fields ofTexts(Map<String, String> texts) {
      Map<String, Json> values = new LinkedHashMap<>();
      texts.forEach((key, text) -> values.put(key, new Text(text)));
      return new Fields(values);
    }

    Fields with(String key, Json value) {
      Map<String, Json> more = new LinkedHashMap<>(values);
      more.put(key, value);
      return new Fields(more);
    }

    Fields with(String key, String value) {
      return with(key, new Text(value));
    }

    Fields with(String key, Optional<String> value) {
      return with(key, value.<Json>map(Text::new).orElseGet(Nothing::new));
    }

    boolean has(String key) {
      return values.containsKey(key) && !(values.get(key) instanceof Nothing);
    }

    public Optional<String> text(String key) {
      return get(key).flatMap(Json::asText);
    }

    Optional<Integer> number(String key) {
      return get(key)
          .flatMap(value ->
              value instanceof Number number
                  ? Optional.of((int) number.value())
                  : Optional.empty());
    }

    boolean isEmpty() {
      return values.isEmpty();
    }

    /** Whether it is there, and true. */
    boolean flag(String key) {
      return get(key).filter(new Flag(true)::equals).isPresent();
    }

    public List<String> texts(String key) {
      return get(key)
          .map(value -> value instanceof Items items ? items.texts() : List.<String>of())
          .orElse(List.of());
    }

    /** The objects of a list. */
    public List<Fields> items(String key) {
      return get(key)
          .map(value -> value instanceof Items items ? items.values() : List.<Json>of())
          .orElse(List.of())
          .stream()
          .flatMap(value -> value.asFields().stream())
          .toList();
    }

    Optional<Fields> fields(String key) {
      return get(key)
          .flatMap(
              value -> value instanceof Fields fields ? Optional.of(fields) : Optional.empty());
    }

    /** Those of its values that are texts. */
    Map<String, String> texts() {
      Map<String, String> texts = new LinkedHashMap<>();
      values.forEach((key, value) -> value.asText().ifPresent(text -> texts.put(key, text)));
      return texts;
    }

    private Optional<Json> get(String key) {
      return Optional.ofNullable(values.get(key));
    }
  }

  private Optional<String> asText() {
    return this instanceof Text text ? Optional.of(text.value()) : Optional.empty();
  }

  /** The object that it is, where it is one. */
  default Optional<Fields> asFields() {
    return this instanceof Fields fields ? Optional.of(fields) : Optional.empty();
  }

  /** On one line, in ASCII alone. */
  default String line() {
    return switch (this) {
      case Text text -> quoted(text.value());
      case Number number ->
          number.value() == Math.rint(number.value())
              ? Long.toString((long) number.value())
              : Double.toString(number.value());
      case Flag flag -> Boolean.toString(flag.value());
      case Nothing nothing -> "null";
      case Items items ->
          items.values().stream().map(Json::line).collect(Collectors.joining(",", "[", "]"));
      case Fields fields ->
          fields.values().entrySet().stream()
              .map(field -> quoted(field.getKey()) + ":" + field.getValue().line())
              .collect(Collectors.joining(",", "{", "}"));
    };
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7e) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /** Reads one value; empty where the text is none. */
  static Optional<Json> read(String text) {
    return new JsonReader(text).read();
  }
}
