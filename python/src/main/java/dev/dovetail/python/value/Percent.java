package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code "..." % values}. */
final class Percent {

  private final Texts texts;
  private final Budget budget;

  Percent(Texts texts, Budget budget) {
    this.texts = texts;
    this.budget = budget;
  }

  Value format(Value.Str format, Value values, Origin at) {
    String text = format.text();
    Sketch result = new Sketch();
    Iterator<Value> next =
        switch (values) {
          case Value.Tuple tuple -> tuple.elements().iterator();
          // It may well be a tuple.
          case Value.Unknown unknown -> Stream.generate(() -> values).iterator();
          default -> List.of(values).iterator();
        };
    int i = 0;
    boolean named = false;
    while (i < text.length()) {
      int percent = text.indexOf('%', i);
      if (percent < 0) {
        break;
      }
      result.add(text.substring(i, percent));
      i = percent + 1;
      Optional<Value> chosen = Optional.empty();
      if (i < text.length() && text.charAt(i) == '(') {
        int close = text.indexOf(')', i);
        if (close < 0) {
          throw PythonRaise.of("ValueError", "incomplete format key", at);
        }
        chosen = Optional.of(keyed(values, text.substring(i + 1, close), at));
        named = true;
        i = close + 1;
      }
      int start = i;
      while (i < text.length() && "-+ #0123456789.".indexOf(text.charAt(i)) >= 0) {
        i++;
      }
      if (i == text.length()) {
        throw PythonRaise.of("ValueError", "incomplete format", at);
      }
      String flags = text.substring(start, i);
      char type = text.charAt(i++);
      if (type == '%') {
        result.add("%");
        continue;
      }
      if (chosen.isEmpty() && !next.hasNext()) {
        throw PythonRaise.of("TypeError", "not enough arguments for format string", at);
      }
      Value part = one(flags, type, chosen.orElseGet(next::next), at);
      if (!result.add(part)) {
        return part;
      }
      budget.size(result.length());
    }
    boolean unused = next.hasNext() && !named && !(values instanceof DictValue);
    if (unused && !(values instanceof Value.Unknown)) {
      throw PythonRaise.of("TypeError", "not all arguments converted during string formatting", at);
    }
    return result.add(text.substring(Math.min(i, text.length()))).value(at);
  }

  private Value keyed(Value values, String key, Origin at) {
    if (values instanceof Value.Unknown) {
      return values;
    }
    if (!(values instanceof DictValue dict)) {
      throw PythonRaise.of("TypeError", "format requires a mapping", at);
    }
    return dict.get(key).orElseThrow(() -> PythonRaise.of("KeyError", Quoting.repr(key), at));
  }

  private Value one(String flags, char type, Value value, Origin at) {
    return switch (type) {
      case 's' -> padded(texts.str(value, at), flags, at);
      case 'r' -> padded(texts.repr(value, at), flags, at);
      case 'd', 'i' -> number(flags, "d", value, at);
      case 'x', 'X', 'o', 'f', 'F' -> number(flags, Character.toString(type), value, at);
      default -> Value.Unknown.data("the format %" + type + " is not followed", at);
    };
  }

  private Value padded(Value text, String flags, Origin at) {
    if (flags.isEmpty() || !(text instanceof Value.Str)) {
      return text;
    }
    boolean left = flags.startsWith("-");
    return texts.format(
        text, new Value.Str((left ? "<" : ">") + flags.substring(left ? 1 : 0), at), at);
  }

  private Value number(String flags, String type, Value value, Origin at) {
    Value plain = Operators.plain(Engine.known(value));
    if (plain instanceof Value.Unknown) {
      return plain;
    }
    if (!Numbers.isNumber(plain)) {
      throw PythonRaise.of("TypeError", "%" + type + " format: a real number is required", at);
    }
    if (flags.contains("-")
        || flags.contains("#")
        || (plain instanceof Value.Float && type.equals("d"))) {
      return Value.Unknown.data("the format %" + flags + type + " is not followed", at);
    }
    Value number = plain instanceof Value.Bool bool ? Value.Int.of(bool.value() ? 1 : 0) : plain;
    return texts.format(number, new Value.Str(flags + type, at), at);
  }
}
