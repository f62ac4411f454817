package dev.dovetail.python.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Python compares and hashes of a value, as a Java object with {@code equals}: {@code 1},
 * {@code 1.0} and {@code True} have one key, and so have {@code "a"} and a member of a {@code str}
 * enum whose value is {@code "a"}.
 */
final class Key {

  private static final int PARTS = 100_000;
  private static final int DEPTH = 200;

  private record Of(String kind, Object content) {}

  private Key() {}

  static Object of(Value value) {
    return of(value, new int[] {PARTS}, DEPTH);
  }

  private static Object of(Value value, int[] left, int depth) {
    if (--left[0] < 0 || depth == 0) {
      throw new Budget.Exhausted("it compares a value of too many parts");
    }
    return switch (value) {
      case Value.Str str -> str.text();
      case Value.Int number -> number.value();
      case Value.Bool bool -> bool.value() ? BigInteger.ONE : BigInteger.ZERO;
      case Value.Float number -> ofFloat(number.value());
      case Value.Bytes bytes -> new Of("bytes", bytes.escaped());
      case Value.Tuple tuple -> new Of("tuple", ofAll(tuple.elements(), left, depth - 1));
      case SetValue set -> new Of("set", Set.copyOf(ofAll(set.elements(), left, depth - 1)));
      case EnumMember member -> member.mixesIn() ? of(member.value(), left, depth - 1) : member;
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

  private static List<Object> ofAll(List<Value> values, int[] left, int depth) {
    List<Object> keys = new ArrayList<>();
    for (Value value : values) {
      keys.add(of(value, left, depth));
    }
    return keys;
  }

  private static Object ofFloat(double number) {
    return number == Math.rint(number) && !Double.isInfinite(number)
        ? new BigDecimal(number).toBigInteger()
        : (Object) number;
  }
}
