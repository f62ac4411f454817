package dev.dovetail.python.value;

/** How a statement leaves its block. */
sealed interface Flow {

  Flow NEXT = new Next();

  record Next() implements Flow {}

  record Break() implements Flow {}

  record Continue() implements Flow {}

  record Return(Value value) implements Flow {}

  /**
   * It is not known whether the block goes on: code that may or may not run leaves it. Whatever
   * follows is unsure too.
   *
   * @param loop whether it may leave or continue the loop around it
   * @param function whether it may return
   * @param raise whether it may raise
   */
  record Perhaps(Value.Unknown reason, boolean loop, boolean function, boolean raise)
      implements Flow {

    Perhaps and(Perhaps other) {
      return new Perhaps(
          reason, loop || other.loop, function || other.function, raise || other.raise);
    }
  }
}
