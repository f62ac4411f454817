package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code str()}, {@code repr()} and {@code format()} of a value. */
final class Texts {

  private final Engine engine;

  Texts(Engine engine) {
    this.engine = engine;
  }

  /** {@code str(value)}: a {@link Value.Str}, or why it is not known. */
  Value str(Value value, Origin at) {
    if (value instanceof Value.Partly) {
      return value;
    }
    return switch (Engine.known(value)) {
      case Value.Unknown reason -> reason;
      case Value.Str str -> str;
      case EnumMember member -> engine.enumTexts.str(member, at);
      case Value.Constructed made when Paths.isPath(made) -> Paths.text(made);
      case Value.Constructed made ->
          Exceptions.isException(made)
              ? message(made.arguments(), at)
              : (engine.doubts.active() ? Optional.<String>empty() : engine.host.text(made, at))
                  .map(text -> (Value) new Value.Str(text, at))
                  .orElseGet(() ->
                      Value.Unknown.data(
                          "the text of what " + made.callee() + " gives is not known", at));
      case Instance instance -> ofInstance(instance, at);
      case Value other -> repr(other, at);
    };
  }

  private Value ofInstance(Instance instance, Origin at) {
    if (engine.classes.find(instance.type(), "__str__").isPresent()) {
      return engine.calls.method(instance, "__str__", Arguments.NONE, at);
    }
    if (Exceptions.isException(instance)) {
      return message(instance.arguments(), at);
    }
    return engine.classes.find(instance.type(), "__repr__").isPresent()
        ? repr(instance, at)
        : Value.Unknown.data("the text of a " + instance.type().name() + " is not known", at);
  }

  private Value message(Arguments arguments, Origin at) {
    return switch (arguments.positional().size()) {
      case 0 -> new Value.Str("", at);
      case 1 -> str(arguments.positional().getFirst(), at);
      default -> repr(new Value.Tuple(arguments.positional()), at);
    };
  }

  /** {@code repr(value)} for an error's text. */
  String shown(Value value, Origin at) {
    return repr(value, at) instanceof Value.Str str ? str.text() : "...";
  }

  /** {@code repr(value)}: a {@link Value.Str}, or why it is not known. */
  Value repr(Value value, Origin at) {
    engine.budget.enter();
    try {
      return switch (Engine.known(value)) {
        case Value.Unknown reason -> reason;
        case Value.Str str -> new Value.Str(Quoting.repr(str.text()), at);
        case Value.Int number -> new Value.Str(number.value().toString(), at);
        case Value.Float number -> new Value.Str(floatText(number.value()), at);
        case Value.Bool bool -> new Value.Str(bool.value() ? "True" : "False", at);
        case Value.None none -> new Value.Str("None", at);
        case Value.Ellipsis ellipsis -> new Value.Str("Ellipsis", at);
        case ListValue list -> joined("[", list.elements(), "]", at);
        case Value.Tuple tuple ->
            joined("(", tuple.elements(), tuple.elements().size() == 1 ? ",)" : ")", at);
        case SetValue set when set.size() == 0 ->
            new Value.Str(set.frozen() ? "frozenset()" : "set()", at);
        case SetValue set when set.ordered() ->
            joined(
                set.frozen() ? "frozenset({" : "{", set.elements(), set.frozen() ? "})" : "}", at);
        case DictValue dict -> ofDict(dict, at);
        case EnumMember member -> engine.enumTexts.repr(member, at);
        case Instance instance when engine.classes.find(instance.type(), "__repr__").isPresent() ->
            engine.calls.method(instance, "__repr__", Arguments.NONE, at);
        case Value other -> Value.Unknown.data("its repr() is not followed", at);
      };
    } finally {
      engine.budget.leave();
    }
  }

  private Value joined(String open, List<Value> elements, String close, Origin at) {
    StringBuilder text = new StringBuilder(open);
    String comma = "";
    for (Value element : List.copyOf(elements)) {
      Value part = repr(element, at);
      if (!(part instanceof Value.Str str)) {
        return part;
      }
      text.append(comma).append(str.text());
      engine.budget.size(text.length());
      comma = ", ";
    }
    return new Value.Str(text.append(close).toString(), at);
  }

  private Value ofDict(DictValue dict, Origin at) {
    StringBuilder text = new StringBuilder("{");
    String comma = "";
    for (DictValue.Entry entry : dict.entries()) {
      List<String> pair = new ArrayList<>();
      for (Value part : List.of(entry.key(), entry.value())) {
        if (!(repr(part, at) instanceof Value.Str str)) {
          return repr(part, at);
        }
        pair.add(str.text());
      }
      text.append(comma).append(pair.get(0)).append(": ").append(pair.get(1));
      engine.budget.size(text.length());
      comma = ", ";
    }
    return new Value.Str(text.append('}').toString(), at);
  }

  /** A float as Python's repr writes it: the shortest digits that give it back. */
  static String floatText(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = exact.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String digits = exact.unscaledValue().abs().toString();
    String sign = number < 0 ? "-" : "";
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "");
    return sign + digits.charAt(0) + fraction + "e" + power + Math.abs(exponent);
  }

  /** {@code format(value, spec)}. */
  Value format(Value raw, Value spec, Origin at) {
    Value value = Engine.known(raw);
    if (raw instanceof Value.Partly && spec instanceof Value.Str plain && plain.text().isEmpty()) {
      return raw;
    }
    if (value instanceof Value.Unknown) {
      return value;
    }
    if (!(spec instanceof Value.Str wanted)) {
      return spec;
    }
    if (value instanceof EnumMember member) {
      Value plain = engine.enumTexts.formatted(member, at);
      return plain instanceof Value.Unknown ? plain : format(plain, spec, at);
    }
    if (wanted.text().isEmpty()) {
      return str(value, at) instanceof Value.Str str
          ? new Value.Str(str.text(), at)
          : str(value, at);
    }
    return FormatSpec.parse(wanted.text())
        .flatMap(parsed -> parsed.apply(value, engine.budget))
        .map(text -> (Value) new Value.Str(text, at))
        .orElseGet(
            () -> Value.Unknown.data("the format " + wanted.text() + " is not followed", at));
  }
}
