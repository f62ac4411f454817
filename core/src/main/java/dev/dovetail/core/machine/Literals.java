package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.EnumType;
import dev.dovetail.core.machine.Thing.Label;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns the text of a literal into a constant of a type, as that type's input function does. */
final class Literals {

  private static final List<String> TRUE =
      List.of("true", "yes", "on", "1", "t", "tr", "tru", "y", "ye");
  private static final List<String> FALSE =
      List.of("false", "no", "off", "0", "f", "fa", "fal", "fals", "n", "of");

  private final Catalog catalog;

  Literals(Catalog catalog) {
    this.catalog = catalog;
  }

  Node read(String text, TypeRef target) {
    Optional<Thing.DomainType> domain =
        target.array() ? Optional.empty() : catalog.thing(target.type(), Thing.DomainType.class);
    if (domain.isPresent()) {
      return new Node.CastTo(read(text, domain.get().base()), target, false);
    }
    Optional<EnumType> type = catalog.thing(target.type(), EnumType.class);
    if (type.isPresent()) {
      return target.array()
          ? labels(text, target, type.get())
          : new Node.LabelConst(target.plain(), label(type.get(), text).id());
    }
    if (target.array()) {
      return new Node.Const(target.plain(), elements(text, target));
    }
    if (target.unsure()) {
      return new Node.Const(target.plain(), text);
    }
    return new Node.Const(target.plain(), scalar(text, target));
  }

  private String scalar(String text, TypeRef target) {
    String stripped = text.strip();
    return switch (target.type()) {
      case 16 -> bool(text, stripped.toLowerCase(Locale.ROOT));
      case 20 -> integer(text, stripped, target, 63);
      case 21 -> integer(text, stripped, target, 15);
      case 23 -> integer(text, stripped, target, 31);
      case 700, 701, 1700 -> number(text, stripped, target);
      case 2950 -> stripped.toLowerCase(Locale.ROOT);
      case 2205 -> text;
      case 3802 -> Jsonb.canonical(text).orElse(text);
      default -> text;
    };
  }

  private String bool(String text, String word) {
    if (TRUE.contains(word)) {
      return "true";
    }
    if (FALSE.contains(word)) {
      return "false";
    }
    throw invalid(text, TypeRef.BOOL);
  }

  private String integer(String text, String stripped, TypeRef target, int bits) {
    if (!stripped.matches("[-+]?[0-9]+")) {
      if (catalog.version().major() >= 16 && stripped.matches("[-+]?[0-9][0-9a-fA-FxXoObB_]*")) {
        return stripped;
      }
      throw invalid(text, target);
    }
    BigInteger value = new BigInteger(stripped);
    if (value.bitLength() > bits) {
      throw Catalog.refuse(
          "22003",
          "value \"" + text + "\" is out of range for type " + catalog.visible(target.plain()));
    }
    return value.toString();
  }

  private String number(String text, String stripped, TypeRef target) {
    if (stripped.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?")
        || stripped.toLowerCase(Locale.ROOT).matches("[-+]?(nan|inf|infinity)")
        || catalog.version().major() >= 16 && stripped.matches("[-+]?[0-9][0-9a-fA-FxXoObB_.]*")) {
      return stripped;
    }
    throw invalid(text, target);
  }

  private Denial invalid(String text, TypeRef target) {
    return Catalog.refuse(
        "22P02",
        "invalid input syntax for type " + catalog.visible(target.plain()) + ": \"" + text + "\"");
  }

  /** The label of this text, if it exists and may be used yet. */
  Label label(EnumType type, String text) {
    catalog.consult(type.name());
    Label label = type.label(text).orElseThrow(() -> notALabel(type, text));
    usable(type, label);
    return label;
  }

  Denial notALabel(EnumType type, String text) {
    return Catalog.refuse(
        "22P02",
        "invalid input value for enum "
            + catalog.visible(TypeRef.of(type.oid()))
            + ": \""
            + text
            + "\"");
  }

  /** Refuses a label that the open transaction added. */
  void usable(EnumType type, Label label) {
    if (catalog.snapshot().freshLabels().get(label.id()).isPresent()) {
      throw Catalog.refuse(
          "55P04",
          "unsafe use of new value \""
              + label.text()
              + "\" of enum type "
              + catalog.visible(TypeRef.of(type.oid())));
    }
  }

  /** An array of another type, in its text form. */
  private String elements(String text, TypeRef target) {
    Optional<List<Optional<String>>> elements = elements(text);
    if (elements.isEmpty()) {
      refuseNoArray(text);
      return text;
    }
    List<Optional<String>> read = new ArrayList<>();
    for (Optional<String> element : elements.get()) {
      read.add(element.map(word -> scalar(word, target.element())));
    }
    return array(read);
  }

  private static void refuseNoArray(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
      throw Catalog.refuse("22P02", "malformed array literal: \"" + text + "\"");
    }
  }

  private Node labels(String text, TypeRef target, EnumType type) {
    Optional<List<Optional<String>>> elements = elements(text);
    if (elements.isEmpty()) {
      refuseNoArray(text);
      return new Node.Const(target.plain(), text);
    }
    List<Optional<Integer>> labels = new ArrayList<>();
    for (Optional<String> element : elements.get()) {
      labels.add(element.map(word -> label(type, word).id()));
    }
    return new Node.LabelArray(target.plain(), List.copyOf(labels));
  }

  /** The elements of a one-dimensional array in its text form; empty where it is not such a one. */
  static Optional<List<Optional<String>>> elements(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("{") || !stripped.endsWith("}") || stripped.length() < 2) {
      return Optional.empty();
    }
    List<Optional<String>> elements = new ArrayList<>();
    int at = 1;
    int end = stripped.length() - 1;
    if (stripped.substring(1, end).isBlank()) {
      return Optional.of(elements);
    }
    while (at <= end) {
      StringBuilder word = new StringBuilder();
      boolean quoted = false;
      boolean inside = false;
      for (; at < end; at++) {
        char c = stripped.charAt(at);
        if (c == '\\' && at + 1 < end) {
          quoted = true;
          word.append(stripped.charAt(++at));
        } else if (c == '"') {
          quoted = true;
          inside = !inside;
        } else if (!inside && c == ',') {
          break;
        } else if (!inside && (c == '{' || c == '}')) {
          return Optional.empty();
        } else {
          word.append(c);
        }
      }
      if (inside) {
        return Optional.empty();
      }
      String element = quoted ? word.toString() : word.toString().strip();
      if (!quoted && element.isEmpty()) {
        return Optional.empty();
      }
      elements.add(
          !quoted && element.equalsIgnoreCase("null") ? Optional.empty() : Optional.of(element));
      at++;
    }
    return Optional.of(elements);
  }

  /** The text form of an array, as {@code array_out} writes it. */
  static String array(List<Optional<String>> elements) {
    StringBuilder text = new StringBuilder("{");
    for (Optional<String> element : elements) {
      text.append(text.length() > 1 ? "," : "")
          .append(element.map(Literals::element).orElse("NULL"));
    }
    return text.append('}').toString();
  }

  private static String element(String text) {
    boolean plain =
        !text.isEmpty()
            && !text.equalsIgnoreCase("null")
            && text.chars()
                .noneMatch(c -> "{},\"\\".indexOf(c) >= 0 || " \t\n\r\u000b\f".indexOf(c) >= 0);
    return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
