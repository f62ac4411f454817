package dev.dovetail.python.value;

/** Questions about values that Python asks with operators. */
public final class Values {

  private Values() {}

  /** Whether Python's {@code ==} holds, as far as both are known. */
  public static boolean equal(Value left, Value right) {
    return Key.of(left).equals(Key.of(right));
  }

  /** Whether both are one object here. */
  @SuppressWarnings("ReferenceEquality") // identity is the question
  static boolean same(Object left, Object right) {
    return left == right;
  }
}
