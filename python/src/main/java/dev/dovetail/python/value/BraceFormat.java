package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.math.BigInteger;
import java.util.Optional;

/** {@code "...{}...".format(...)}. */
final class BraceFormat {

  private final Engine engine;
  private final Arguments arguments;
  private final Origin at;
  private int next;

  BraceFormat(Engine engine, Arguments arguments, Origin at) {
    this.engine = engine;
    this.arguments = arguments;
    this.at = at;
  }

  Value format(String text) {
    return format(text, 0);
  }

  private Value format(String text, int depth) {
    if (depth > 2) {
      throw PythonRaise.of("ValueError", "Max string recursion exceeded", at);
    }
    Sketch result = new Sketch();
    engine.budget.work(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        result.add(String.valueOf(c));
        i += 2;
      } else if (c == '{') {
        int close = close(text, i);
        Value part = field(text.substring(i + 1, close), depth);
        if (!result.add(part)) {
          return part;
        }
        i = close + 1;
      } else if (c == '}') {
        throw PythonRaise.of("ValueError", "Single '}' encountered in format string", at);
      } else {
        result.add(String.valueOf(c));
        i++;
      }
    }
    engine.budget.size(result.length());
    return result.value(at);
  }

  private int close(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw PythonRaise.of("ValueError", "Single '{' encountered in format string", at);
  }

  private Value field(String field, int depth) {
    int colon = field.indexOf(':');
    String head = colon < 0 ? field : field.substring(0, colon);
    Value spec = colon < 0 ? new Value.Str("", at) : format(field.substring(colon + 1), depth + 1);
    int bang = head.indexOf('!');
    String path = bang < 0 ? head : head.substring(0, bang);
    Value value = lookup(path);
    String conversion = bang < 0 ? "" : head.substring(bang + 1);
    Value converted =
        switch (conversion) {
          case "r" -> engine.texts.repr(value, at);
          case "s" -> engine.texts.str(value, at);
          default -> value;
        };
    return engine.texts.format(converted, spec, at);
  }

  private Value lookup(String path) {
    int end = 0;
    while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
      end++;
    }
    Value value = argument(path.substring(0, end));
    int i = end;
    while (i < path.length()) {
      if (path.charAt(i) == '.') {
        int stop = i + 1;
        while (stop < path.length() && path.charAt(stop) != '.' && path.charAt(stop) != '[') {
          stop++;
        }
        value = engine.attributes.get(value, path.substring(i + 1, stop), at);
        i = stop;
      } else {
        int stop = path.indexOf(']', i);
        if (stop < 0) {
          throw PythonRaise.of("ValueError", "Missing ']' in format string", at);
        }
        String key = path.substring(i + 1, stop);
        Value index = isNumber(key) ? new Value.Int(new BigInteger(key)) : new Value.Str(key, at);
        value = engine.iteration.item(value, index, at);
        i = stop + 1;
      }
    }
    return value;
  }

  private Value argument(String name) {
    boolean numbered = name.isEmpty() || isNumber(name);
    int place = name.isEmpty() ? next++ : numbered ? Integer.parseInt(name) : -1;
    Optional<Value> value =
        numbered
            ? place < arguments.positional().size()
                ? Optional.of(arguments.positional().get(place))
                : Optional.empty()
            : arguments.named(name);
    if (value.isEmpty() && arguments.more().isPresent()) {
      return arguments.more().get();
    }
    return value.orElseThrow(() ->
        numbered
            ? PythonRaise.of("IndexError", "Replacement index " + place + " out of range", at)
            : PythonRaise.of("KeyError", Quoting.repr(name), at));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() < 7 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
