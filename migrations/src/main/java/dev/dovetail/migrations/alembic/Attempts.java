package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.python.value.Value;
import java.util.List;

/**
 * Tries what a program asks for; what could not be read becomes a doubt about all that it names.
 */
final class Attempts {

  /** What is tried; may throw {@link Unreadable}. */
  interface Action {
    Value run();
  }

  private final Connection connection;

  Attempts(Connection connection) {
    this.connection = connection;
  }

  Value run(String text, Given given, Action action) {
    try {
      return action.run();
    } catch (Unreadable unreadable) {
      List<Touches> touches = Mentions.of(text, given.arguments());
      if (touches.isEmpty()) {
        connection.step();
      }
      touches.forEach(each -> connection.opaque(text, unreadable.reason(), each, unreadable.at()));
      return unknown(unreadable);
    }
  }

  /** A question, which changes nothing. */
  static Value answer(Action action) {
    try {
      return action.run();
    } catch (Unreadable unreadable) {
      return unknown(unreadable);
    }
  }

  /** What operations and questions answer with is data. */
  private static Value unknown(Unreadable unreadable) {
    return Value.Unknown.data(unreadable.reason(), unreadable.at());
  }

  void opaque(String text, String reason, Touches touches, Origin at) {
    connection.opaque(text, reason, touches, at);
  }
}
