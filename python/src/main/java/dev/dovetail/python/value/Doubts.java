package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs code of which it is not known whether it runs. It is evaluated like other code, so that what
 * it would call is known as far as can be, but nothing is asked of the host; afterwards every name
 * it assigned is unknown, containers that it changed are poisoned, and the host is told.
 */
final class Doubts {

  private record Slot(Scope scope, String name) {}

  /** One stretch that may or may not run, with what its names were before. */
  private static final class Stretch {
    final Value.Unknown reason;
    final Map<Slot, Optional<Value>> before = new LinkedHashMap<>();

    /** Whether all that a name may be at the end is inert. */
    final Map<Slot, Boolean> touched = new LinkedHashMap<>();

    Stretch(Value.Unknown reason) {
      this.reason = reason;
    }
  }

  private final Host host;
  private final Deque<Stretch> stretches = new ArrayDeque<>();
  private List<Unsure.Possible> calls = new ArrayList<>();
  private boolean mayReturn;
  private boolean mayRaise;
  private boolean goesOn;
  private int guards;
  private int asides;
  private Optional<Value.Unknown> pendingRaise = Optional.empty();

  Doubts(Host host) {
    this.host = host;
  }

  boolean active() {
    return !stretches.isEmpty();
  }

  /** Why the code that runs now may not run. */
  Optional<Value.Unknown> reason() {
    return Optional.ofNullable(stretches.peek()).map(stretch -> stretch.reason);
  }

  void record(Value callee, String method, Arguments arguments, Origin at) {
    calls.add(new Unsure.Possible(callee, method, arguments, at));
  }

  /** Remembers a name's value before it is assigned or deleted. */
  void beforeAssigning(Scope scope, String name) {
    Stretch stretch = stretches.peek();
    if (stretch != null) {
      stretch.before.putIfAbsent(new Slot(scope, name), scope.own(name));
    }
  }

  /** Code that was reached may have raised, so that what follows in every caller is unsure. */
  void mayHaveRaised(Value.Unknown reason) {
    pendingRaise = Optional.of(pendingRaise.orElse(reason));
  }

  /** Takes the note that a call may have raised. */
  Optional<Value.Unknown> takePendingRaise() {
    Optional<Value.Unknown> taken = pendingRaise;
    pendingRaise = Optional.empty();
    return taken;
  }

  /**
   * Runs alternatives of which at most one really runs; each begins with the same names.
   *
   * @return whether the host takes it that the program goes on afterwards
   */
  boolean run(Value.Unknown reason, Origin at, List<Runnable> alternatives) {
    Stretch stretch = new Stretch(reason);
    boolean outermost = stretches.isEmpty();
    List<Unsure.Possible> outer = calls;
    if (outermost) {
      calls = new ArrayList<>();
      mayReturn = false;
      mayRaise = false;
    }
    stretches.push(stretch);
    try {
      for (Runnable alternative : alternatives) {
        alternative.run();
        restore(stretch);
      }
    } finally {
      stretches.pop();
    }
    stretch.touched.forEach((slot, inert) -> {
      beforeAssigning(slot.scope(), slot.name());
      slot.scope().values().put(slot.name(), reason.as(inert));
    });
    goesOn = false;
    if (outermost) {
      List<Unsure.Possible> seen = calls;
      calls = outer;
      // What can neither call nor leave has no effect that a host could care for.
      // An import that raises ends the program before anybody has asked what it did.
      boolean leaves = (mayReturn || mayRaise) && asides == 0;
      goesOn =
          (!seen.isEmpty() || leaves)
              && host.unsure(
                  new Unsure(reason.reason(), at, seen, leaves && mayReturn, leaves && mayRaise));
    }
    return goesOn;
  }

  /** Evaluates an expression of which it is not known whether it is reached. */
  void evaluate(Value.Unknown reason, Origin at, Runnable expression) {
    var unused =
        run(
            reason,
            at,
            List.of(() -> {
              try {
                expression.run();
              } catch (PythonRaise raised) {
                mayLeave(false, true);
                mayHaveRaised(reason);
              }
            }));
  }

  /** How an alternative may end; what only leaves a function within it stays within it. */
  void mayLeave(boolean function, boolean raise) {
    if (stretches.size() == 1) {
      mayReturn |= function;
      mayRaise |= raise;
    }
  }

  /** Whether the program is taken to go on after what was last in doubt. */
  boolean goesOn() {
    return goesOn && !guarded();
  }

  /** Code begins, or ends, whose exceptions the program itself knows what to do about. */
  void guard(int levels) {
    guards += levels;
  }

  /** Whether an exception would be caught, and something else done. */
  boolean guarded() {
    return guards > 0;
  }

  /** Whether the code that runs now is run by an import. */
  boolean importing() {
    return asides > 0;
  }

  /** Runs code as sure, whatever is under way: the top level of a module that is imported. */
  void aside(Runnable code) {
    List<Stretch> saved = new ArrayList<>(stretches);
    List<Unsure.Possible> outer = calls;
    boolean outerMayReturn = mayReturn;
    boolean outerMayRaise = mayRaise;
    int outerGuards = guards;
    guards = 0;
    stretches.clear();
    calls = new ArrayList<>();
    asides++;
    try {
      code.run();
    } finally {
      asides--;
      stretches.clear();
      stretches.addAll(saved);
      calls = outer;
      mayReturn = outerMayReturn;
      mayRaise = outerMayRaise;
      guards = outerGuards;
    }
  }

  /** Forgets everything under way: the program was given up. */
  void clear() {
    stretches.clear();
    calls = new ArrayList<>();
    asides = 0;
    guards = 0;
    pendingRaise = Optional.empty();
  }

  private static void restore(Stretch stretch) {
    stretch.before.forEach((slot, value) -> {
      boolean inert =
          value.map(Inert::is).orElse(true)
              && slot.scope().own(slot.name()).map(Inert::is).orElse(true);
      stretch.touched.merge(slot, inert, Boolean::logicalAnd);
      value.ifPresentOrElse(
          old -> slot.scope().values().put(slot.name(), old),
          () -> slot.scope().values().remove(slot.name()));
    });
    stretch.before.clear();
  }
}
