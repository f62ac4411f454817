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
 * it assigned is unknown, or one of what it may have been assigned, containers that it changed are
 * poisoned, and the host is told.
 */
final class Doubts {

  private record Slot(Scope scope, String name) {}

  /** One stretch that may or may not run, with what its names were before. */
  private static final class Stretch {
    final Value.Unknown reason;
    final Map<Slot, Optional<Value>> before = new LinkedHashMap<>();

    /** What names were before it ran at all, where it runs more than once. */
    final Map<Slot, Optional<Value>> first = new LinkedHashMap<>();

    /** All that a name may be at the end. */
    final Map<Slot, List<Value>> touched = new LinkedHashMap<>();

    Stretch(Value.Unknown reason) {
      this.reason = reason;
    }

    Value.Unknown end(Slot slot) {
      return Inert.among(reason, touched.getOrDefault(slot, List.of()));
    }
  }

  /** How often a loop goes round before its names are taken for anything. */
  private static final int TURNS = 3;

  private final Host host;
  private final Deque<Stretch> stretches = new ArrayDeque<>();
  private List<Unsure.Possible> calls = new ArrayList<>();
  private boolean mayReturn;
  private boolean mayRaise;
  private boolean goesOn;
  private int guards;
  private int turning;
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
   * @param repeats whether one of them may run after another, as the body of a loop does
   * @return whether the host takes it that the program goes on afterwards
   */
  boolean run(
      Value.Unknown reason, Origin at, boolean repeats, List<? extends Runnable> alternatives) {
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
      once(stretch, alternatives);
      // A loop within a loop has gone round by itself in the first turn of the outer one.
      boolean turns = repeats && turning == 0;
      for (int again = 1; turns && again <= TURNS && beginAgain(stretch, again); again++) {
        turning++;
        try {
          once(stretch, alternatives);
        } finally {
          turning--;
        }
      }
    } finally {
      stretches.pop();
    }
    stretch.first.forEach(Doubts::put);
    for (Slot slot : stretch.touched.keySet()) {
      beforeAssigning(slot.scope(), slot.name());
      slot.scope().values().put(slot.name(), stretch.end(slot));
    }
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
            false,
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
    turning = 0;
    pendingRaise = Optional.empty();
  }

  private static void once(Stretch stretch, List<? extends Runnable> alternatives) {
    for (Runnable alternative : alternatives) {
      alternative.run();
      restore(stretch);
    }
  }

  /**
   * Has names be what one turn of a loop may have left, for the next one. In the last turn they may
   * be anything.
   *
   * @return whether that is anything new
   */
  private static boolean beginAgain(Stretch stretch, int turn) {
    boolean changed = false;
    for (Slot slot : stretch.touched.keySet()) {
      Value.Unknown end = stretch.end(slot);
      Value.Unknown next = turn < TURNS ? end : end.as(end.inert());
      Optional<Value> now = slot.scope().own(slot.name());
      stretch.first.putIfAbsent(slot, now);
      // What was not there, or not known, and is not known now, is the same to whoever reads it.
      boolean news =
          now.isEmpty()
              ? !next.among().isEmpty()
              : !(now.get() instanceof Value.Unknown known && Alike.same(known, next));
      changed |= news;
      slot.scope().values().put(slot.name(), next);
    }
    return changed;
  }

  private static void put(Slot slot, Optional<Value> value) {
    value.ifPresentOrElse(
        old -> slot.scope().values().put(slot.name(), old),
        () -> slot.scope().values().remove(slot.name()));
  }

  private static void restore(Stretch stretch) {
    stretch.before.forEach((slot, value) -> {
      List<Value> ends = stretch.touched.computeIfAbsent(slot, any -> new ArrayList<>());
      value.ifPresent(ends::add);
      slot.scope().own(slot.name()).ifPresent(ends::add);
      put(slot, value);
    });
    stretch.before.clear();
  }
}
