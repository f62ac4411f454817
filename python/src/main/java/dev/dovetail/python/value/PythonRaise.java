package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;

/**
 * A Python exception under way. A {@link Host} throws it out of a call to make the program raise;
 * {@code try} of the program catches it; what is not caught ends as {@link Completion.Raised}.
 */
public final class PythonRaise extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Value exception;
  private final transient Origin at;

  /**
   * @param exception what is raised: a {@link Value.Constructed} whose callee is the canonical path
   *     of the exception's class, or an {@link Instance} of a class of the program
   */
  public PythonRaise(Value exception, Origin at) {
    super(describe(exception), null, false, false);
    this.exception = exception;
    this.at = at;
  }

  /**
   * An exception of Python or a library.
   *
   * @param type {@code ValueError}, {@code sqlalchemy.exc.ProgrammingError}
   */
  public static PythonRaise of(String type, String message, Origin at) {
    return new PythonRaise(
        new Value.Constructed(type, Arguments.of(new Value.Str(message, at)), at), at);
  }

  public Value exception() {
    return exception;
  }

  public Origin at() {
    return at;
  }

  /** The class: {@code ValueError}, {@code sqlalchemy.exc.ProgrammingError}, {@code MyError}. */
  public String type() {
    return type(exception);
  }

  /** What {@code str(exception)} gives, where it is known. */
  public String message() {
    return message(exception);
  }

  /** The class and the message, as the last line of a traceback. */
  public String describe() {
    return describe(exception);
  }

  private static String describe(Value exception) {
    String message = message(exception);
    return message.isEmpty() ? type(exception) : type(exception) + ": " + message;
  }

  private static String type(Value exception) {
    return switch (exception) {
      case Value.Constructed made -> made.callee();
      case Instance instance -> instance.type().name();
      case Value.Builtin builtin -> builtin.name();
      case Value.Library library -> library.path();
      default -> "Exception";
    };
  }

  private static String message(Value exception) {
    Arguments arguments =
        switch (exception) {
          case Value.Constructed made -> made.arguments();
          case Instance instance -> instance.arguments();
          default -> Arguments.NONE;
        };
    return arguments.positional().isEmpty()
        ? ""
        : arguments.positional().getFirst() instanceof Value.Str text ? text.text() : "...";
  }
}
