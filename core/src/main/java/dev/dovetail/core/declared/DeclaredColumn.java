package dev.dovetail.core.declared;

import dev.dovetail.core.source.Origin;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A column of a declared table, of any type.
 *
 * @param attribute the name by which the code knows it; empty in a table without a class
 * @param annotation the type in the code's own words ({@code Optional[str]}), as it is written
 * @param codeDefault what the application fills in when it is not given
 * @param serverDefault what the database fills in
 * @param onUpdate what the application fills in when the row changes
 * @param serverOnUpdate whether the database is said to change it by itself when the row changes
 * @param initial whether the model's constructor takes it
 */
public record DeclaredColumn(
    String name,
    Optional<String> attribute,
    Optional<String> annotation,
    Reading<DeclaredType> type,
    Reading<Boolean> nullable,
    boolean primaryKey,
    Optional<CodeDefault> codeDefault,
    Reading<ServerDefault> serverDefault,
    Optional<CodeDefault> onUpdate,
    boolean serverOnUpdate,
    boolean initial,
    Origin origin) {

  /** A number, a text or a truth, of whatever type. */
  private static final Pattern CONSTANT =
      Pattern.compile(
          "(?i)(?:[-+]?[0-9][0-9.]*|'(?:[^']|'')*+'|true|false)(?:::[\\w \"().,\\[\\]]+)?");

  /** A default of the application. {@code text} is for people: the value, or what is called. */
  public record CodeDefault(Kind kind, String text) {

    /** What sort of default. */
    public enum Kind {
      /** A value. */
      VALUE,
      /** The result of a function of the application. */
      CALLED,
      /** An SQL expression in the statement. */
      SQL,
      /** It has one; what it is, is not known. */
      UNCLEAR
    }
  }

  /** A default of the database. */
  public sealed interface ServerDefault {
    /** There is none. */
    record None() implements ServerDefault {}

    /** An expression as it stands after DEFAULT: {@code now()}, {@code 'open'}. */
    record Expression(String sql) implements ServerDefault {}

    /** The next number: {@code serial} and its kin. */
    record Serial() implements ServerDefault {}

    /** An identity column. */
    record Identity(boolean always) implements ServerDefault {}

    /** A generated column. */
    record Generated(String sql) implements ServerDefault {}

    /** The database sets it by means that the code does not say, a trigger perhaps. */
    record Elsewhere() implements ServerDefault {}
  }

  /** What somebody who makes a row must know of a column. */
  public enum Role {
    /** It must be given. */
    REQUIRED,
    /** It may be left out, and is NULL then. */
    OPTIONAL,
    /** It may be left out; the application fills it in, or the database does with a constant. */
    DEFAULTED,
    /** The database works it out; it is not to be set. */
    SERVER_MANAGED
  }

  /** Its role; unsure where what decides it is. */
  public Reading<Role> role() {
    if (serverOnUpdate) {
      return Reading.of(Role.SERVER_MANAGED);
    }
    if (codeDefault.isPresent()) {
      return Reading.of(Role.DEFAULTED);
    }
    return switch (serverDefault) {
      case Reading.Unsure<ServerDefault>(String reason) -> Reading.unsure(reason);
      case Reading.Known<ServerDefault>(ServerDefault.None none) ->
          nullable.map(may -> may ? Role.OPTIONAL : Role.REQUIRED);
      case Reading.Known<ServerDefault>(ServerDefault.Expression(String sql))
          when CONSTANT.matcher(sql).matches() ->
          Reading.of(Role.DEFAULTED);
      case Reading.Known<ServerDefault> known -> Reading.of(Role.SERVER_MANAGED);
    };
  }
}
