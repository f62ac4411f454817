package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/** {@code <} of values that Python itself orders. */
final class Ordering {

  private Ordering() {}

  /** The sign of the comparison; empty where it is not known; raises where Python does. */
  static Optional<Integer> compare(Value first, Value second, Budget budget, Origin at) {
    budget.enter();
    try {
      Value left = Operators.plain(Engine.known(first));
      Value right = Operators.plain(Engine.known(second));
      if (left instanceof Value.Str one && right instanceof Value.Str other) {
        return Optional.of(codePoints(one.text(), other.text()));
      }
      if (left instanceof Value.Int one && right instanceof Value.Int other) {
        return Optional.of(one.value().compareTo(other.value()));
      }
      if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
        double one = Numbers.toDouble(left);
        double other = Numbers.toDouble(right);
        return Double.isNaN(one) || Double.isNaN(other)
            ? Optional.empty()
            : Optional.of(one < other ? -1 : one > other ? 1 : 0);
      }
      if (left instanceof ListValue one && right instanceof ListValue other) {
        return sequences(one.elements(), other.elements(), budget, at);
      }
      if (left instanceof Value.Tuple one && right instanceof Value.Tuple other) {
        return sequences(one.elements(), other.elements(), budget, at);
      }
      boolean plain =
          (left instanceof Value.Str || Numbers.isNumber(left) || left instanceof Value.None)
              && (right instanceof Value.Str
                  || Numbers.isNumber(right)
                  || right instanceof Value.None);
      if (plain) {
        throw PythonRaise.of("TypeError", "'<' not supported between these instances", at);
      }
      return Optional.empty();
    } finally {
      budget.leave();
    }
  }

  private static Optional<Integer> sequences(
      List<Value> left, List<Value> right, Budget budget, Origin at) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      Value same = Equality.equal(left.get(i), right.get(i), budget, at);
      if (same instanceof Value.Unknown) {
        return Optional.empty();
      }
      if (same instanceof Value.Bool bool && !bool.value()) {
        return compare(left.get(i), right.get(i), budget, at);
      }
    }
    return Optional.of(Integer.compare(left.size(), right.size()));
  }

  private static int codePoints(String left, String right) {
    int i = 0;
    while (i < left.length() && i < right.length()) {
      int one = left.codePointAt(i);
      int other = right.codePointAt(i);
      if (one != other) {
        return Integer.compare(one, other);
      }
      i += Character.charCount(one);
    }
    return Integer.compare(left.length(), right.length());
  }
}
