package dev.dovetail.report;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Writes maps, lists, optionals, strings, numbers and booleans as JSON; an empty optional is null.
 * Keys stand in the order of the map. A list of scalars takes one line.
 */
final class Json {

  private final StringBuilder out = new StringBuilder();

  private Json() {}

  static String write(Object value) {
    Json json = new Json();
    json.value(value, 0);
    return json.out.append('\n').toString();
  }

  private void value(Object value, int depth) {
    if (value instanceof Optional<?> optional) {
      if (optional.isPresent()) {
        value(optional.get(), depth);
      } else {
        out.append("null");
      }
    } else if (value instanceof Map<?, ?> map) {
      object(map, depth);
    } else if (value instanceof Collection<?> items) {
      array(items, depth);
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      text(value.toString());
    }
  }

  private void object(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      separator = ",";
      line(depth + 1);
      text(entry.getKey().toString());
      out.append(": ");
      value(entry.getValue(), depth + 1);
    }
    line(depth);
    out.append('}');
  }

  private void array(Collection<?> items, int depth) {
    boolean flat = items.stream().noneMatch(Json::isNested);
    out.append('[');
    String separator = "";
    for (Object item : items) {
      out.append(separator);
      separator = flat ? ", " : ",";
      if (!flat) {
        line(depth + 1);
      }
      value(item, depth + 1);
    }
    if (!flat) {
      line(depth);
    }
    out.append(']');
  }

  private static boolean isNested(Object item) {
    return item instanceof Map || item instanceof Collection;
  }

  private void line(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (isPlain(text, i)) {
            out.append(c);
          } else {
            out.append("\\u").append(String.format("%04x", (int) c));
          }
        }
      }
    }
    out.append('"');
  }

  /**
   * Half a surrogate pair cannot be written as UTF-8; control characters must not reach a terminal.
   */
  private static boolean isPlain(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
    return !Printable.isHostile(c);
  }
}
