package dev.dovetail.core.plan;

/** One thing that somebody does; parts of the rollout by their places in it. */
public sealed interface Step {

  /** The database goes up by one rung. */
  record Migrate(int ladder, int rung) implements Step {}

  /** A version begins beside the one that runs; once it has all the work, the other is stopped. */
  record Deploy(int party, int from, int to) implements Step {}

  /** Rows get another label, or messages are waited for, until none is left with this one. */
  record Clear(int place, String label) implements Step {}
}
