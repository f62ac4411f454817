package dev.dovetail.python.value;

/**
 * How much a program may use before it is given up: steps, nesting, and the size of one value.
 * Counted anew for each call from outside.
 */
final class Budget {

  /** The program used too much; caught where the interpreter was entered. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Exhausted(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  private static final int STEPS = 200_000;
  private static final int DEPTH = 200;
  private static final int SIZE = 1_000_000;
  private static final long TOTAL = 100_000_000;

  private int steps;
  private int depth;
  private long total;

  /** Begins to count anew, unless a call is already under way. */
  void begin() {
    if (depth == 0) {
      steps = 0;
      total = 0;
    }
  }

  void step() {
    if (++steps > STEPS) {
      throw new Exhausted("it takes more than " + STEPS + " steps");
    }
  }

  void enter() {
    step();
    if (++depth > DEPTH) {
      depth--;
      throw new Exhausted("it nests deeper than " + DEPTH + " levels");
    }
  }

  void leave() {
    depth--;
  }

  int depth() {
    return depth;
  }

  void depth(int earlier) {
    depth = earlier;
  }

  /** Checks that a value of this many characters or elements may be made. */
  void size(long size) {
    total += size;
    if (size > SIZE || total > TOTAL) {
      throw new Exhausted("it makes a value of more than " + SIZE + " characters or elements");
    }
  }

  /** Counts work that a single step does on this many characters or elements. */
  void work(long amount) {
    total += amount;
    if (total > TOTAL) {
      throw new Exhausted("it takes too long");
    }
  }

  /** Runs code with steps of its own: a module that is imported. */
  void apart(Runnable code) {
    int outer = steps;
    steps = 0;
    try {
      code.run();
    } finally {
      steps = outer;
    }
  }
}
