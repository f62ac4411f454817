package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.Map;
import java.util.Optional;

/** Which exception is a kind of which. */
final class Exceptions {

  private static final Map<String, String> PARENTS =
      Map.ofEntries(
          Map.entry("BaseException", ""),
          Map.entry("Exception", "BaseException"),
          Map.entry("SystemExit", "BaseException"),
          Map.entry("KeyboardInterrupt", "BaseException"),
          Map.entry("GeneratorExit", "BaseException"),
          Map.entry("ArithmeticError", "Exception"),
          Map.entry("ZeroDivisionError", "ArithmeticError"),
          Map.entry("OverflowError", "ArithmeticError"),
          Map.entry("AssertionError", "Exception"),
          Map.entry("AttributeError", "Exception"),
          Map.entry("BufferError", "Exception"),
          Map.entry("EOFError", "Exception"),
          Map.entry("ImportError", "Exception"),
          Map.entry("ModuleNotFoundError", "ImportError"),
          Map.entry("LookupError", "Exception"),
          Map.entry("IndexError", "LookupError"),
          Map.entry("KeyError", "LookupError"),
          Map.entry("MemoryError", "Exception"),
          Map.entry("NameError", "Exception"),
          Map.entry("UnboundLocalError", "NameError"),
          Map.entry("OSError", "Exception"),
          Map.entry("IOError", "Exception"),
          Map.entry("FileNotFoundError", "OSError"),
          Map.entry("PermissionError", "OSError"),
          Map.entry("ConnectionError", "OSError"),
          Map.entry("TimeoutError", "OSError"),
          Map.entry("RuntimeError", "Exception"),
          Map.entry("NotImplementedError", "RuntimeError"),
          Map.entry("RecursionError", "RuntimeError"),
          Map.entry("StopIteration", "Exception"),
          Map.entry("SyntaxError", "Exception"),
          Map.entry("SystemError", "Exception"),
          Map.entry("TypeError", "Exception"),
          Map.entry("ValueError", "Exception"),
          Map.entry("UnicodeError", "ValueError"),
          Map.entry("UnicodeDecodeError", "UnicodeError"),
          Map.entry("UnicodeEncodeError", "UnicodeError"),
          Map.entry("Warning", "Exception"),
          Map.entry("UserWarning", "Warning"),
          Map.entry("DeprecationWarning", "Warning"),
          Map.entry("RuntimeWarning", "Warning"),
          Map.entry("sqlalchemy.exc.SQLAlchemyError", "Exception"),
          Map.entry("sqlalchemy.exc.ArgumentError", "sqlalchemy.exc.SQLAlchemyError"),
          Map.entry("sqlalchemy.exc.CompileError", "sqlalchemy.exc.SQLAlchemyError"),
          Map.entry("sqlalchemy.exc.InvalidRequestError", "sqlalchemy.exc.SQLAlchemyError"),
          Map.entry("sqlalchemy.exc.NoSuchTableError", "sqlalchemy.exc.InvalidRequestError"),
          Map.entry("sqlalchemy.exc.NoResultFound", "sqlalchemy.exc.InvalidRequestError"),
          Map.entry("sqlalchemy.exc.MultipleResultsFound", "sqlalchemy.exc.InvalidRequestError"),
          Map.entry("sqlalchemy.exc.ResourceClosedError", "sqlalchemy.exc.InvalidRequestError"),
          Map.entry("sqlalchemy.exc.StatementError", "sqlalchemy.exc.SQLAlchemyError"),
          Map.entry("sqlalchemy.exc.DBAPIError", "sqlalchemy.exc.StatementError"),
          Map.entry("sqlalchemy.exc.InterfaceError", "sqlalchemy.exc.DBAPIError"),
          Map.entry("sqlalchemy.exc.DatabaseError", "sqlalchemy.exc.DBAPIError"),
          Map.entry("sqlalchemy.exc.DataError", "sqlalchemy.exc.DatabaseError"),
          Map.entry("sqlalchemy.exc.OperationalError", "sqlalchemy.exc.DatabaseError"),
          Map.entry("sqlalchemy.exc.IntegrityError", "sqlalchemy.exc.DatabaseError"),
          Map.entry("sqlalchemy.exc.InternalError", "sqlalchemy.exc.DatabaseError"),
          Map.entry("sqlalchemy.exc.ProgrammingError", "sqlalchemy.exc.DatabaseError"),
          Map.entry("sqlalchemy.exc.NotSupportedError", "sqlalchemy.exc.DatabaseError"));

  private Exceptions() {}

  static boolean isBuiltin(String name) {
    return PARENTS.containsKey(name) && name.indexOf('.') < 0;
  }

  static boolean isException(Value value) {
    return switch (value) {
      case Value.Constructed made ->
          PARENTS.containsKey(made.callee()) || made.callee().startsWith("sqlalchemy.exc.");
      case Instance instance -> base(instance.type()).filter(PARENTS::containsKey).isPresent();
      default -> false;
    };
  }

  /** Whether {@code except handled:} catches the exception; unknown where that is not known. */
  static Value matches(Value exception, Value handled, Origin at) {
    if (handled instanceof Value.Tuple several) {
      Value result = new Value.Bool(false);
      for (Value one : several.elements()) {
        Value match = matches(exception, one, at);
        if (match instanceof Value.Bool bool && bool.value()) {
          return match;
        }
        result = match instanceof Value.Unknown ? match : result;
      }
      return result;
    }
    Value.Unknown unknown = new Value.Unknown("whether this is the exception is not known", at);
    if (handled instanceof ClassValue type) {
      return exception instanceof Instance instance
          ? new Value.Bool(inherits(instance.type(), type))
          : PARENTS.containsKey(name(exception)) ? new Value.Bool(false) : unknown;
    }
    String wanted = name(handled);
    if (wanted.equals("BaseException")) {
      return new Value.Bool(true);
    }
    if (wanted.isEmpty()) {
      return handled instanceof Value.Unknown reason ? reason : unknown;
    }
    String kind = name(exception);
    boolean knownKind = PARENTS.containsKey(kind);
    while (PARENTS.containsKey(kind)) {
      if (kind.equals(wanted)) {
        return new Value.Bool(true);
      }
      kind = PARENTS.getOrDefault(kind, "");
    }
    if (kind.equals(wanted)) {
      return new Value.Bool(true);
    }
    // Whatever a library raises is an Exception, but of which other kinds is not known.
    if (!knownKind && wanted.equals("Exception") && !name(exception).isEmpty()) {
      return new Value.Bool(true);
    }
    return knownKind && PARENTS.containsKey(wanted)
        ? new Value.Bool(false)
        : knownKind && !wanted.startsWith("sqlalchemy.") ? new Value.Bool(false) : unknown;
  }

  /** {@code type(exception)}. */
  static Value typeOf(Value exception) {
    return switch (exception) {
      case Instance instance -> instance.type();
      case Value.Constructed made when isBuiltin(made.callee()) -> new Value.Builtin(made.callee());
      case Value.Constructed made -> new Value.Library(made.callee());
      default -> exception;
    };
  }

  private static boolean inherits(ClassValue type, ClassValue wanted) {
    return type == wanted
        || type.bases().stream()
            .anyMatch(base -> base instanceof ClassValue inner && inherits(inner, wanted));
  }

  private static String name(Value value) {
    return switch (value) {
      case Value.Builtin builtin -> builtin.name();
      case Value.Library library -> library.path();
      case Value.Constructed made -> made.callee();
      case Instance instance -> base(instance.type()).orElse("");
      default -> "";
    };
  }

  /** The exception of Python or a library that a class of the program comes from. */
  private static Optional<String> base(ClassValue type) {
    for (Value base : type.bases()) {
      if (base instanceof ClassValue inner) {
        Optional<String> found = base(inner);
        if (found.isPresent()) {
          return found;
        }
      } else if (base instanceof Value.Builtin || base instanceof Value.Library) {
        return Optional.of(name(base));
      }
    }
    return Optional.empty();
  }
}
