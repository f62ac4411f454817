package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code auto()} gives where no class of the program says so: the rule of each base.
 *
 * @param counting whether it counts on from the highest number, as from Python 3.11 on, or from the
 *     last; empty where that is not known
 */
record AutoValue(Optional<Boolean> counting) {

  private static final Set<String> LOWER =
      Set.of(
          "enum.StrEnum",
          "backports.strenum.StrEnum",
          "aenum.StrEnum",
          "aenum.LowerStrEnum",
          "strenum.LowercaseStrEnum");

  private static final Set<String> AS_IT_IS =
      Set.of(
          "django.db.models.TextChoices",
          "django.db.models.enums.TextChoices",
          "strenum.StrEnum",
          "fastapi_utils.enums.StrEnum",
          "fastapi_restful.enums.StrEnum");

  private static final Set<String> UPPER = Set.of("strenum.UppercaseStrEnum", "aenum.UpperStrEnum");

  /**
   * The value of the next member.
   *
   * @param start what the first one gets
   * @param before the values of those above, as they are written
   */
  Value next(EnumClass type, String name, Value start, List<Value> before, Origin at) {
    if (hasAny(type, LOWER)) {
      return new Value.Str(name.toLowerCase(Locale.ROOT), at);
    }
    if (hasAny(type, UPPER)) {
      return new Value.Str(name.toUpperCase(Locale.ROOT), at);
    }
    if (hasAny(type, AS_IT_IS)) {
      return new Value.Str(name, at);
    }
    if (before.isEmpty()) {
      return start;
    }
    return Enums.isFlag(type) ? nextBit(before, at) : nextNumber(start, before, at);
  }

  private static boolean hasAny(EnumClass type, Set<String> bases) {
    return bases.stream().anyMatch(base -> Enums.hasBase(type, base));
  }

  private static Value nextBit(List<Value> before, Origin at) {
    List<BigInteger> numbers = new ArrayList<>();
    for (Value value : before) {
      Optional<BigInteger> number = Operators.integer(value);
      if (number.isEmpty() || number.get().signum() < 0) {
        return new Value.Unknown("what auto() gives after other values depends on Python", at);
      }
      numbers.add(number.get());
    }
    BigInteger last = numbers.getLast();
    BigInteger most = numbers.stream().reduce(last, BigInteger::max);
    if (last.bitLength() != most.bitLength()) {
      return new Value.Unknown("what auto() gives after a lower value depends on Python", at);
    }
    return new Value.Int(BigInteger.ONE.shiftLeft(most.bitLength()));
  }

  private Value nextNumber(Value start, List<Value> before, Origin at) {
    List<BigInteger> numbers = new ArrayList<>();
    for (Value value : before) {
      Optional<BigInteger> number = Operators.integer(value);
      if (number.isPresent()) {
        numbers.add(number.get());
      } else if (!isNeverCounted(value)) {
        return new Value.Unknown("what auto() gives after other values depends on Python", at);
      }
    }
    if (numbers.isEmpty()) {
      return start;
    }
    BigInteger last = numbers.getLast();
    boolean mixed = numbers.size() < before.size();
    BigInteger most = numbers.stream().reduce(last, BigInteger::max);
    if (mixed && numbers.size() > 1) {
      return new Value.Unknown("what auto() gives after other values depends on Python", at);
    }
    if (last.equals(most)) {
      return new Value.Int(last.add(BigInteger.ONE));
    }
    return counting
        .<Value>map(highest -> new Value.Int((highest ? most : last).add(BigInteger.ONE)))
        .orElseGet(
            () -> new Value.Unknown("what auto() gives after a lower value depends on Python", at));
  }

  /** Values that Python passes over when it looks for the last number. */
  private static boolean isNeverCounted(Value value) {
    return switch (value) {
      case Value.Str text -> true;
      case Value.None none -> true;
      case Value.Tuple tuple -> true;
      case Value.Bytes bytes -> true;
      default -> false;
    };
  }
}
