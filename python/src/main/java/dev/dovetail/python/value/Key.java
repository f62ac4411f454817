package dev.dovetail.python.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * What Python compares and hashes of a value, as a Java object with {@code equals}: {@code 1},
 * {@code 1.0} and {@code True} have one key, and so have {@code "a"} and a member of a {@code str}
 * enum whose value is {@code "a"}.
 */
final class Key {

  private record Of(String kind, Object content) {}

  private Key() {}

  static Object of(Value value) {
    return switch (value) {
      case Value.Str str -> str.text();
      case Value.Int number -> number.value();
      case Value.Bool bool -> bool.value() ? BigInteger.ONE : BigInteger.ZERO;
      case Value.Float number -> ofFloat(number.value());
      case Value.Bytes bytes -> new Of("bytes", bytes.escaped());
      case Value.Tuple tuple -> new Of("tuple", ofAll(tuple.elements()));
      case SetValue set -> new Of("set", java.util.Set.copyOf(ofAll(set.elements())));
      case EnumMember member -> member.mixesIn() ? of(member.value()) : member;
      case Value.Partial partial -> new Identity(partial);
      // Records without identity of their own compare as Java has it, objects by identity.
      default -> value;
    };
  }

  private record Identity(Object object) {
    @Override
    @SuppressWarnings("ReferenceEquality") // Identity is what this key is for.
    public boolean equals(Object other) {
      return other instanceof Identity that && that.object == object;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  private static List<Object> ofAll(List<Value> values) {
    return values.stream().map(Key::of).toList();
  }

  private static Object ofFloat(double number) {
    return number == Math.rint(number) && !Double.isInfinite(number)
        ? new BigDecimal(number).toBigInteger()
        : (Object) number;
  }
}
