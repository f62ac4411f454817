package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.Optional;

/** A string that is put together of parts, some of which may not be known. */
final class Sketch {

  private final StringBuilder text = new StringBuilder();
  private Optional<Value.Unknown> reason = Optional.empty();

  Sketch add(String part) {
    text.append(part);
    return this;
  }

  /** Adds a part; false where it is no text, known or not. */
  boolean add(Value part) {
    switch (part) {
      case Value.Str known -> text.append(known.text());
      case Value.Partly partly -> {
        text.append(partly.text());
        reason = Optional.of(reason.orElse(partly.reason()));
      }
      case Value.Unknown unknown -> {
        text.append(Value.Partly.HOLE);
        reason = Optional.of(reason.orElse(unknown));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  int length() {
    return text.length();
  }

  /** A {@link Value.Str}, or what is known of one. */
  Value value(Origin at) {
    String whole = text.toString();
    return reason.map(why -> of(whole, why)).orElseGet(() -> new Value.Str(whole, at));
  }

  /** A string with holes; one that is nothing else is unknown. */
  static Value of(String whole, Value.Unknown reason) {
    Value.Unknown why = reason.as(true);
    boolean empty = whole.chars().allMatch(c -> c == Value.Partly.HOLE);
    return empty ? why : new Value.Partly(whole, why);
  }
}
