package dev.dovetail.verify.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON. What is none is answered with nothing; nesting beyond a bound is none either. */
final class JsonReader {

  private static final int DEEPEST = 64;

  private final String text;
  private int at;

  JsonReader(String text) {
    this.text = text;
  }

  Optional<Json> read() {
    Optional<Json> value = value(0);
    skipSpace();
    return at == text.length() ? value : Optional.empty();
  }

  private Optional<Json> value(int depth) {
    skipSpace();
    if (at == text.length() || depth > DEEPEST) {
      return Optional.empty();
    }
    return switch (text.charAt(at)) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string().map(Json.Text::new);
      case 't' -> word("true", new Json.Flag(true));
      case 'f' -> word("false", new Json.Flag(false));
      case 'n' -> word("null", new Json.Nothing());
      default -> number();
    };
  }

  private Optional<Json> object(int depth) {
    Map<String, Json> values = new LinkedHashMap<>();
    at++;
    if (takes('}')) {
      return Optional.of(new Json.Fields(values));
    }
    do {
      skipSpace();
      Optional<String> key =
          at < text.length() && text.charAt(at) == '"' ? string() : Optional.empty();
      if (key.isEmpty() || !takes(':')) {
        return Optional.empty();
      }
      Optional<Json> value = value(depth + 1);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.put(key.get(), value.get());
    } while (takes(','));
    return takes('}') ? Optional.of(new Json.Fields(values)) : Optional.empty();
  }

  private Optional<Json> array(int depth) {
    List<Json> values = new ArrayList<>();
    at++;
    if (takes(']')) {
      return Optional.of(new Json.Items(values));
    }
    do {
      Optional<Json> value = value(depth + 1);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    } while (takes(','));
    return takes(']') ? Optional.of(new Json.Items(values)) : Optional.empty();
  }

  private Optional<String> string() {
    StringBuilder out = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return Optional.of(out.toString());
      }
      if (c != '\\') {
        out.append(c);
      } else if (at == text.length() || !escape(out, text.charAt(at++))) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean escape(StringBuilder out, char c) {
    switch (c) {
      case '"', '\\', '/' -> out.append(c);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> {
        if (at + 4 > text.length()) {
          return false;
        }
        int unit = 0;
        for (int end = at + 4; at < end; at++) {
          int digit = Character.digit(text.charAt(at), 16);
          if (digit < 0) {
            return false;
          }
          unit = unit * 16 + digit;
        }
        out.append((char) unit);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private Optional<Json> number() {
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return Optional.of(new Json.Number(Double.parseDouble(text.substring(start, at))));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  private Optional<Json> word(String word, Json value) {
    boolean fits = text.startsWith(word, at);
    at += fits ? word.length() : 0;
    return fits ? Optional.of(value) : Optional.empty();
  }

  private boolean takes(char wanted) {
    skipSpace();
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
