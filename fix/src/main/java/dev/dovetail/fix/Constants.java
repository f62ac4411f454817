package dev.dovetail.fix;

import dev.dovetail.core.schema.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The string constants in SQL that a server has written, and what labels they are. */
final class Constants {

  private Constants() {}

  /** The first of the labels that a constant is, or that stands in an array. */
  static Optional<String> named(String sql, Set<String> labels) {
    for (Constant constant : of(sql)) {
      for (String label : elements(constant.text())) {
        if (labels.contains(label)) {
          return Optional.of(label);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The same with labels of some types called otherwise.
   *
   * @param types names of types, with or without their schema, unquoted
   */
  static String mapped(String sql, Map<String, String> labels, Set<String> types) {
    return mapped(
        sql,
        labels,
        type -> types.contains(type) || types.contains(type.substring(type.lastIndexOf('.') + 1)));
  }

  /** The same of whatever type. */
  static String mapped(String sql, Map<String, String> labels) {
    return mapped(sql, labels, type -> true);
  }

  private static String mapped(String sql, Map<String, String> labels, Predicate<String> isMeant) {
    StringBuilder out = new StringBuilder();
    int end = 0;
    for (Constant constant : of(sql)) {
      Optional<String> cast = castAfter(sql, constant.end());
      if (cast.isEmpty()) {
        continue;
      }
      boolean array = cast.get().endsWith("[]");
      String type = cast.get().replaceAll("(\\[])+$", "").replace("\"", "");
      if (isMeant.test(type)) {
        String text =
            array
                ? array(constant.text(), labels)
                : labels.getOrDefault(constant.text(), constant.text());
        if (!text.equals(constant.text())) {
          out.append(sql, end, constant.start()).append(Identifiers.quoteLiteral(text));
          end = constant.end();
        }
      }
    }
    return out.append(sql.substring(end)).toString();
  }

  /** What a column holds, with labels called otherwise: one of them, or an array. */
  static String held(String text, Map<String, String> labels) {
    return labels.containsKey(text) ? labels.getOrDefault(text, text) : array(text, labels);
  }

  private record Constant(int start, int end, String text) {}

  private static List<Constant> of(String sql) {
    List<Constant> all = new ArrayList<>();
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '"') {
        int close = sql.indexOf('"', at + 1);
        at = close < 0 ? sql.length() : close + 1;
      } else if (c == '\'') {
        boolean escapes =
            at > 0
                && (sql.charAt(at - 1) == 'E' || sql.charAt(at - 1) == 'e')
                && (at == 1 || !Character.isLetterOrDigit(sql.charAt(at - 2)));
        StringBuilder text = new StringBuilder();
        int next = at + 1;
        while (next < sql.length()) {
          char inner = sql.charAt(next);
          if (inner == '\'' && next + 1 < sql.length() && sql.charAt(next + 1) == '\'') {
            text.append('\'');
            next += 2;
          } else if (inner == '\'') {
            break;
          } else if (escapes && inner == '\\' && next + 1 < sql.length()) {
            text.append(sql.charAt(next + 1));
            next += 2;
          } else {
            text.append(inner);
            next++;
          }
        }
        int end = Math.min(next + 1, sql.length());
        all.add(new Constant(escapes ? at - 1 : at, end, text.toString()));
        at = end;
      } else {
        at++;
      }
    }
    return all;
  }

  /** The name of a type after {@code ::}. */
  private static Optional<String> castAfter(String sql, int from) {
    if (!sql.startsWith("::", from)) {
      return Optional.empty();
    }
    int at = from + 2;
    boolean quoted = false;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      quoted = quoted != (c == '"');
      if (!quoted
          && c != '"'
          && c != '_'
          && c != '.'
          && c != '['
          && c != ']'
          && c != '$'
          && !Character.isLetterOrDigit(c)) {
        break;
      }
      at++;
    }
    return Optional.of(sql.substring(from + 2, at));
  }

  /** What a constant holds: itself, and where it reads like an array what stands in that. */
  private static List<String> elements(String text) {
    List<String> all = new ArrayList<>(List.of(text));
    if (text.startsWith("{") && text.endsWith("}")) {
      split(text).stream().map(Constants::bare).forEach(all::add);
    }
    return all;
  }

  private static String array(String text, Map<String, String> labels) {
    if (!text.startsWith("{") || !text.endsWith("}")) {
      return text;
    }
    List<String> elements = new ArrayList<>();
    for (String element : split(text)) {
      Optional<String> instead = Optional.ofNullable(labels.get(bare(element)));
      elements.add(instead.map(Constants::element).orElse(element));
    }
    return "{" + String.join(",", elements) + "}";
  }

  /** As the server writes it in an array. */
  private static String element(String label) {
    boolean plain =
        !label.isEmpty()
            && !label.equalsIgnoreCase("null")
            && label.chars().noneMatch(c -> "{},\"\\".indexOf(c) >= 0 || Character.isWhitespace(c));
    return plain ? label : '"' + label.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static List<String> split(String array) {
    List<String> elements = new ArrayList<>();
    StringBuilder element = new StringBuilder();
    boolean quoted = false;
    for (int i = 1; i < array.length() - 1; i++) {
      char c = array.charAt(i);
      if (c == '\\' && i + 1 < array.length() - 1) {
        element.append(c).append(array.charAt(++i));
      } else if (c == ',' && !quoted) {
        elements.add(element.toString());
        element.setLength(0);
      } else {
        quoted = quoted != (c == '"');
        element.append(c);
      }
    }
    if (!element.isEmpty()) {
      elements.add(element.toString());
    }
    return elements;
  }

  private static String bare(String element) {
    String inner =
        element.length() > 1 && element.startsWith("\"") && element.endsWith("\"")
            ? element.substring(1, element.length() - 1)
            : element;
    return inner.replaceAll("\\\\(.)", "$1");
  }
}
