package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Python value as far as it is known without running Python.
 *
 * <p>Java's {@code equals} of a value is not Python's {@code ==}: that is {@link
 * Values#equal(Value, Value)}. Values that Python can change, or tells apart by identity, are
 * classes here; the others are records.
 */
public sealed interface Value
    permits Value.Str,
        Value.Int,
        Value.Float,
        Value.Bool,
        Value.None,
        Value.Bytes,
        Value.Ellipsis,
        Value.Tuple,
        Value.Range,
        Value.Slice,
        Value.Partial,
        Value.BoundMethod,
        Value.Builtin,
        Value.Library,
        Value.Unknown,
        Value.Partly,
        Value.Constructed,
        ListValue,
        SetValue,
        DictValue,
        IteratorValue,
        Function,
        EnumClass,
        EnumMember,
        ClassValue,
        Instance,
        ModuleValue {

  /**
   * A string.
   *
   * @param at where the literal stands; of a computed string, where it was computed
   */
  record Str(String text, Origin at) implements Value {}

  record Int(BigInteger value) implements Value {
    public static Int of(long value) {
      return new Int(BigInteger.valueOf(value));
    }
  }

  /** A float. */
  record Float(double value) implements Value {}

  record Bool(boolean value) implements Value {}

  record None() implements Value {}

  /** Bytes, as they are written between the quotes. */
  record Bytes(String escaped) implements Value {}

  record Ellipsis() implements Value {}

  record Tuple(List<Value> elements) implements Value {
    public Tuple {
      elements = List.copyOf(elements);
    }
  }

  record Range(BigInteger start, BigInteger stop, BigInteger step) implements Value {}

  /** The index of {@code a[1:2]}; an absent part is {@link None}. */
  record Slice(Value lower, Value upper, Value step) implements Value {}

  /** {@code functools.partial(function, ...)}. */
  record Partial(Value function, Arguments arguments) implements Value {}

  /** {@code receiver.method}, not called yet: the function gets the receiver first. */
  record BoundMethod(Value receiver, Value function) implements Value {}

  /**
   * A function, class or exception of Python itself: {@code len}, {@code str.upper}, {@code
   * ValueError}.
   */
  record Builtin(String name) implements Value {}

  /**
   * A module, class, function or constant of a library, not called yet: {@code alembic.op}, {@code
   * sqlalchemy.dialects.postgresql.ENUM}. The path is the canonical one, see {@link Libraries}.
   */
  record Library(String path) implements Value {}

  /**
   * Poison: whatever is computed of it is unknown too, with the first reason.
   *
   * @param reason half a sentence that reads after "because": {@code the environment variable X is
   *     not known}
   * @param inert whether it is mere data, whatever it is: a row, a setting, a date. No call of it
   *     or of its methods can do anything to what belongs to the {@link Host}, unless it is handed
   *     that
   * @param among what it is one of, where that much is known; otherwise empty
   */
  record Unknown(String reason, Origin at, boolean inert, List<Value> among) implements Value {

    public Unknown {
      among = List.copyOf(among);
    }

    public Unknown(String reason, Origin at, boolean inert) {
      this(reason, at, inert, List.of());
    }

    public Unknown(String reason, Origin at) {
      this(reason, at, false);
    }

    /** Data of which nothing is known. */
    public static Unknown data(String reason, Origin at) {
      return new Unknown(reason, at, true);
    }

    /** The same reason, where it stands for something else. */
    Unknown as(boolean nowInert) {
      return new Unknown(reason, at, nowInert);
    }
  }

  /**
   * A string of which parts are known. To all but what puts strings together it is unknown.
   *
   * @param text the string, with a {@link #HOLE} for each part that is not known
   */
  record Partly(String text, Unknown reason) implements Value {

    /** A character that no text has. */
    public static final char HOLE = '\uFFFF';
  }

  /**
   * What a call of a library made: {@code sa.Column("x", ...)}, {@code op.get_bind()}. It has an
   * identity, and what it does is the {@link Host}'s to say.
   */
  final class Constructed implements Value {

    private final String callee;
    private final Optional<Value> receiver;
    private final Arguments arguments;
    private final Origin at;
    private final Map<String, Value> attributes = new TreeMap<>();

    /**
     * @param callee the canonical path of what was called; of a method, the receiver's callee, a
     *     dot, and the method's name
     * @param receiver of a method call, the object; empty for a function or class
     */
    public Constructed(String callee, Optional<Value> receiver, Arguments arguments, Origin at) {
      this.callee = callee;
      this.receiver = receiver;
      this.arguments = arguments;
      this.at = at;
    }

    public Constructed(String callee, Arguments arguments, Origin at) {
      this(callee, Optional.empty(), arguments, at);
    }

    public String callee() {
      return callee;
    }

    public Optional<Value> receiver() {
      return receiver;
    }

    public Arguments arguments() {
      return arguments;
    }

    public Origin at() {
      return at;
    }

    /** What the program assigned to its attributes; may be changed. */
    public Map<String, Value> attributes() {
      return attributes;
    }

    @Override
    public String toString() {
      return "<" + callee + arguments + ">";
    }
  }
}
