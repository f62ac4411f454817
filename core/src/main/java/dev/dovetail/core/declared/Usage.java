package dev.dovetail.core.declared;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;
import java.util.List;

/** How code uses its tables: the SQL that it sends as text, and what it gives to attributes. */
public record Usage(List<Sent> sent, List<Use> uses) {

  public Usage {
    sent = List.copyOf(sent);
    uses = List.copyOf(uses);
  }

  /** A statement that is written out; a parameter that is not is NULL. */
  public record Sent(Statement statement, Origin origin) {}

  /**
   * Something beside an attribute of a class: {@code Task.state == "open"}, {@code
   * Task(state="open")}.
   *
   * @param type the class, by the name that is written
   * @param compared whether it is compared; else it is given to a new object
   */
  public record Use(String type, String attribute, Given given, boolean compared, Origin origin) {}

  /** What is given. */
  public sealed interface Given {
    /** A string. */
    record Text(String text) implements Given {}

    /** {@code TaskState.OPEN.value}. */
    record ValueOf(String enumName, String member) implements Given {}

    /** The time of day; {@code aware} where it knows its zone. */
    record Clock(boolean aware) implements Given {}
  }

  public static Usage none() {
    return new Usage(List.of(), List.of());
  }
}
