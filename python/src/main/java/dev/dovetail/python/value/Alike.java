package dev.dovetail.python.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Values that are not known, but of which it is known what they are one of. */
final class Alike {

  /** More than these are as good as anything. */
  private static final int MOST = 40;

  private static final int DEPTH = 6;

  private Alike() {}

  /** What one of these values may be, each once; empty where that may be anything. */
  static List<Value> among(List<Value> values) {
    List<Value> all = new ArrayList<>();
    for (Value value : values) {
      List<Value> those = value instanceof Value.Unknown unknown ? unknown.among() : List.of(value);
      if (those.isEmpty() || !those.stream().allMatch(Alike::isKept)) {
        return List.of();
      }
      for (Value one : those) {
        if (all.stream().noneMatch(other -> same(one, other, DEPTH))) {
          all.add(one);
        }
      }
      if (all.size() > MOST) {
        return List.of();
      }
    }
    return all;
  }

  /** What a program may choose to execute; numbers are counted, and containers change. */
  private static boolean isKept(Value value) {
    return switch (value) {
      case Value.Str text -> true;
      case Value.Partly partly -> true;
      case Value.None none -> true;
      case Value.Bool bool -> true;
      case Value.Library library -> true;
      case Value.Constructed made -> true;
      case EnumMember member -> true;
      default -> false;
    };
  }

  /** Whether a program that goes round again has made the same once more. */
  static boolean same(Value one, Value other) {
    return same(one, other, DEPTH);
  }

  private static boolean same(Value one, Value other, int depth) {
    if (Values.same(one, other)) {
      return true;
    }
    if (depth == 0) {
      return false;
    }
    return switch (one) {
      case Value.Str text -> other instanceof Value.Str it && text.text().equals(it.text());
      case Value.Bool bool -> bool.equals(other);
      case Value.None none -> none.equals(other);
      case Value.Library library -> library.equals(other);
      case Value.Tuple tuple ->
          other instanceof Value.Tuple it && all(tuple.elements(), it.elements(), depth - 1);
      case Value.Unknown unknown ->
          other instanceof Value.Unknown it
              && unknown.inert() == it.inert()
              && unknown.among().size() == it.among().size()
              && unknown.among().stream()
                  .allMatch(may ->
                      it.among().stream().anyMatch(another -> same(may, another, depth - 1)));
      case Value.Partly partly ->
          other instanceof Value.Partly it && partly.text().equals(it.text());
      case Value.Constructed made -> other instanceof Value.Constructed it && same(made, it, depth);
      default -> false;
    };
  }

  private static boolean same(Value.Constructed one, Value.Constructed other, int depth) {
    return one.callee().equals(other.callee())
        && Objects.equals(one.at(), other.at())
        && one.attributes().isEmpty()
        && other.attributes().isEmpty()
        && one.receiver().isPresent() == other.receiver().isPresent()
        && (one.receiver().isEmpty()
            || same(one.receiver().get(), other.receiver().orElseThrow(), depth - 1))
        && same(one.arguments(), other.arguments(), depth - 1);
  }

  private static boolean same(Arguments one, Arguments other, int depth) {
    Map<String, Value> named = one.named();
    return one.more().isPresent() == other.more().isPresent()
        && all(one.positional(), other.positional(), depth)
        && named.keySet().equals(other.named().keySet())
        && named.entrySet().stream()
            .allMatch(each ->
                same(
                    each.getValue(),
                    Objects.requireNonNull(other.named().get(each.getKey())),
                    depth));
  }

  private static boolean all(List<Value> some, List<Value> others, int depth) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!same(some.get(i), others.get(i), depth)) {
        return false;
      }
    }
    return true;
  }
}
