package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;

/** How a call ended. */
public sealed interface Completion {

  /** It returned; the value may be unknown. */
  record Returned(Value value) implements Completion {}

  /**
   * It raised an exception that nothing caught.
   *
   * @param at where it was raised
   */
  record Raised(PythonRaise exception, Origin at) implements Completion {}

  /** The value, or unknown with the exception as the reason. */
  default Value value() {
    return switch (this) {
      case Returned returned -> returned.value();
      case Raised raised ->
          new Value.Unknown("it raises " + raised.exception().describe(), raised.at());
    };
  }
}
