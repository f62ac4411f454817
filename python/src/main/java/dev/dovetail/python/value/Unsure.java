package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.List;

/**
 * A stretch of the program of which it is not known whether it runs, or how often, or with what:
 * the branches of a condition that is not known, the body of a loop over unknown things, a call of
 * something unknown.
 *
 * @param reason half a sentence that reads after "because"
 * @param at the stretch
 * @param calls what it would call of libraries, in order; arguments are evaluated as far as they
 *     are known, and the results of calls in it are unknown
 * @param mayReturn whether it may end the function around it early
 * @param mayRaise whether it may end the program early
 */
public record Unsure(
    String reason, Origin at, List<Possible> calls, boolean mayReturn, boolean mayRaise) {

  public Unsure {
    calls = List.copyOf(calls);
  }

  /**
   * A call that may happen.
   *
   * @param callee a {@link Value.Library}, a {@link Value.Constructed} (then of {@code method}), or
   *     {@link Value.Unknown}
   * @param method empty when the callee itself is called
   */
  public record Possible(Value callee, String method, Arguments arguments, Origin at) {}
}
