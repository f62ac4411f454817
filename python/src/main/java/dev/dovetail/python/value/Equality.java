package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/** {@code ==} of values that Python itself compares; parts that are not known make it unknown. */
final class Equality {

  private Equality() {}

  static Value equal(Value first, Value second, Budget budget, Origin at) {
    budget.enter();
    try {
      Value left = Engine.known(first);
      Value right = Engine.known(second);
      for (Value side : List.of(Operators.plain(left), Operators.plain(right))) {
        if (side instanceof Value.Unknown) {
          return side;
        }
      }
      if (Values.same(left, right)) {
        return new Value.Bool(true);
      }
      if (left instanceof ListValue one && right instanceof ListValue other) {
        return all(one.elements(), other.elements(), budget, at);
      }
      if (left instanceof Value.Tuple one && right instanceof Value.Tuple other) {
        return all(one.elements(), other.elements(), budget, at);
      }
      if (left instanceof DictValue one && right instanceof DictValue other) {
        return entries(one, other, budget, at);
      }
      if (left instanceof SetValue one && right instanceof SetValue other) {
        return new Value.Bool(
            one.size() == other.size() && one.elements().stream().allMatch(other::has));
      }
      if (Operators.belongsToHost(left) || Operators.belongsToHost(right)) {
        return Value.Unknown.data("whether objects of a library are equal is not known", at);
      }
      if (left instanceof Instance || right instanceof Instance) {
        return new Value.Unknown("whether objects inside of others are equal is not followed", at);
      }
      if (left instanceof Value.Str text) {
        budget.work(text.text().length());
      }
      return new Value.Bool(Values.equal(left, right));
    } finally {
      budget.leave();
    }
  }

  private static Value all(List<Value> left, List<Value> right, Budget budget, Origin at) {
    if (left.size() != right.size()) {
      return new Value.Bool(false);
    }
    Value result = new Value.Bool(true);
    for (int i = 0; i < left.size(); i++) {
      Value same = equal(left.get(i), right.get(i), budget, at);
      if (same instanceof Value.Bool bool && !bool.value()) {
        return same;
      }
      if (same instanceof Value.Unknown) {
        result = same;
      }
    }
    return result;
  }

  private static Value entries(DictValue left, DictValue right, Budget budget, Origin at) {
    if (left.size() != right.size()) {
      return new Value.Bool(false);
    }
    Value result = new Value.Bool(true);
    for (DictValue.Entry entry : left.entries()) {
      Optional<Value> other = right.get(entry.key());
      Value same =
          other.isEmpty() ? new Value.Bool(false) : equal(entry.value(), other.get(), budget, at);
      if (same instanceof Value.Bool bool && !bool.value()) {
        return same;
      }
      if (same instanceof Value.Unknown) {
        result = same;
      }
    }
    return result;
  }
}
