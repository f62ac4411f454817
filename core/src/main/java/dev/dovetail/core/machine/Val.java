package dev.dovetail.core.machine;

import java.util.Optional;

/**
 * A value in an answer.
 *
 * @param known whether it is known; otherwise nothing follows from it
 * @param text empty for NULL
 * @param kind what its number stands for, so that a cast to text can name it
 */
record Val(boolean known, Optional<String> text, Kind kind) {

  /** What a value is, beyond its text. */
  enum Kind {
    PLAIN,
    REGCLASS,
    REGTYPE,
    REGNAMESPACE,
    ARRAY
  }

  static final Val NULL = new Val(true, Optional.empty(), Kind.PLAIN);
  static final Val UNKNOWN = new Val(false, Optional.empty(), Kind.PLAIN);
  static final Val TRUE = of("true");
  static final Val FALSE = of("false");

  static Val of(String text) {
    return new Val(true, Optional.of(text), Kind.PLAIN);
  }

  static Val of(int number) {
    return of(String.valueOf(number));
  }

  static Val of(boolean truth) {
    return truth ? TRUE : FALSE;
  }

  static Val of(Optional<Boolean> truth) {
    return truth.map(Val::of).orElse(UNKNOWN);
  }

  static Val of(int number, Kind kind) {
    return new Val(true, Optional.of(String.valueOf(number)), kind);
  }

  Val as(Kind other) {
    return new Val(known, text, other);
  }

  boolean isNull() {
    return known && text.isEmpty();
  }

  boolean isTrue() {
    return text.filter("true"::equals).isPresent();
  }

  boolean isFalse() {
    return text.filter("false"::equals).isPresent();
  }
}
