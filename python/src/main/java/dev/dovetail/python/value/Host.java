package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * Who gives the libraries their meaning while the {@link Interpreter} runs a program: the reader of
 * migrations answers for {@code alembic.op} and a bind, the reader of models needs no more than the
 * defaults, by which every call of a library makes a {@link Value.Constructed} and nothing about it
 * is known.
 *
 * <p>Any of these may throw {@link PythonRaise}, which the program can catch, and may return {@link
 * Value.Unknown}. They are only asked about code that is sure to run; about all other code they are
 * told by {@link #unsure}.
 */
public interface Host {

  /** A function or class of a library is called. */
  default Value call(Value.Library callee, Arguments arguments, Origin at) {
    return new Value.Constructed(callee.path(), arguments, at);
  }

  /** A method of an object is called. */
  default Value call(Value.Constructed receiver, String method, Arguments arguments, Origin at) {
    return new Value.Constructed(
        receiver.callee() + "." + method, Optional.of(receiver), arguments, at);
  }

  /** An object itself is called. */
  default Value call(Value.Constructed callee, Arguments arguments, Origin at) {
    return call(callee, "__call__", arguments, at);
  }

  /**
   * An attribute of a library's module or class is read. What the program only calls is asked as a
   * call, not here.
   */
  default Value attribute(Value.Library owner, String name, Origin at) {
    return Libraries.attribute(owner, name);
  }

  /** Whether a library's module or class has an attribute; empty when that is not known. */
  default Optional<Boolean> has(Value.Library owner, String name) {
    return Optional.empty();
  }

  /**
   * An attribute of an object is read, and the program has not assigned it. The answer may be a
   * {@link Value.BoundMethod}; when the attribute is called at once, {@link
   * #call(Value.Constructed, String, Arguments, Origin)} is asked instead.
   */
  default Value attribute(Value.Constructed owner, String name, Origin at) {
    return new Value.Constructed(
        owner.callee() + "." + name, Optional.of(owner), Arguments.NONE, at);
  }

  /** {@code owner[key]}. */
  default Value item(Value.Constructed owner, Value key, Origin at) {
    return call(owner, "__getitem__", Arguments.of(key), at);
  }

  /** What iterating over an object gives; empty when that is not known. */
  default Optional<List<Value>> iterate(Value.Constructed owner, Origin at) {
    return Optional.empty();
  }

  /** Whether an object counts as true; empty when that is not known. */
  default Optional<Boolean> truth(Value.Constructed owner, Origin at) {
    return Optional.empty();
  }

  /** What {@code str(owner)} and an f-string make of it; empty when that is not known. */
  default Optional<String> text(Value.Constructed owner, Origin at) {
    return Optional.empty();
  }

  /**
   * An operator where one side is an object or a library's: {@code ==}, {@code in}, {@code +},
   * {@code |} ...
   */
  default Value operate(String operator, Value left, Value right, Origin at) {
    return new Value.Constructed("operator." + operator, Arguments.of(left, right), at);
  }

  /** {@code with manager:} begins; the answer is what {@code as} names. */
  default Value enter(Value.Constructed manager, Origin at) {
    return manager;
  }

  /** The block ends, perhaps by an exception, which goes on afterwards. */
  default void exit(Value.Constructed manager, Optional<PythonRaise> raised, Origin at) {}

  /** What a method would give of which it is not known whether it is called; nothing is done. */
  default Value possible(
      Value.Constructed receiver, String method, Arguments arguments, Origin at) {
    return new Value.Constructed(
        receiver.callee() + "." + method, Optional.of(receiver), arguments, at);
  }

  /** Whether somebody unknown who is handed this is taken to give nothing back but data. */
  default boolean givesData(Value.Constructed handed) {
    return false;
  }

  /**
   * Something of the program could not be followed: whether and with what it runs is not known.
   * Nothing of it was asked of the host.
   *
   * @return whether the program is taken to go on afterwards, where it may have ended early;
   *     otherwise all that follows is unsure too
   */
  default boolean unsure(Unsure what) {
    return false;
  }

  /**
   * Whether a variable of the environment is taken to be as the program has it where nobody sets
   * it.
   */
  default boolean takesDefault(String variable, Origin at) {
    return false;
  }

  /** A module's top level begins to run. */
  default void begins(String path) {}

  /** It has run, or given up. */
  default void ends(String path) {}

  /** A function has made a class, which no name of a module may ever hold. */
  default void defined(ClassValue type) {}
}
