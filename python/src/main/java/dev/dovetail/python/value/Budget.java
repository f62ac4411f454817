package dev.dovetail.python.value;

import java.util.concurrent.atomic.AtomicReference;

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

  private static final int STACKS = 50;

  private int steps;
  private int stacks;
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

  /**
   * Runs code with steps of its own: a module that is imported. Where much is nested already, it
   * gets a stack of its own as well, for imports nest as deep as an application is layered.
   */
  void apart(Runnable code) {
    int outer = steps;
    int outerDepth = depth;
    steps = 0;
    try {
      if (depth <= DEPTH / 8) {
        code.run();
      } else if (stacks < STACKS) {
        stacks++;
        depth = 0;
        elsewhere(code);
        stacks--;
      } else {
        throw new Exhausted("its imports nest too deeply");
      }
    } finally {
      steps = outer;
      depth = outerDepth;
    }
  }

  /** Runs code on another thread and waits for it: never are two at work. */
  private static void elsewhere(Runnable code) {
    AtomicReference<RuntimeException> thrown = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .name("import")
            .unstarted(() -> {
              try {
                code.run();
              } catch (RuntimeException e) {
                thrown.set(e);
              }
            });
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    RuntimeException raised = thrown.get();
    if (raised != null) {
      throw raised;
    }
  }
}
