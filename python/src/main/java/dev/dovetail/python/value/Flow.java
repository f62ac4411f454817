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
   * @param passable whether the host takes it that it neither returns nor raises
   */
  record Perhaps(
      Value.Unknown reason, boolean loop, boolean function, boolean raise, boolean passable)
      implements Flow {

    Perhaps and(Perhaps other) {
      return new Perhaps(
          reason,
          loop || other.loop,
          function || other.function,
          raise || other.raise,
          passable && other.passable);
    }

    /** The same, seen from outside the loop that it may leave. */
    Perhaps afterLoop() {
      return new Perhaps(reason, false, function, raise, passable);
    }
  }
}
