package dev.dovetail.core.declared;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;
import java.util.List;

/**
 * How code uses its tables: the SQL that it sends as text, and strings that it compares or gives.
 */
public record Usage(List<Sent> sent, List<Word> words) {

  public Usage {
    sent = List.copyOf(sent);
    words = List.copyOf(words);
  }

  /** A statement that is written out, each parameter as NULL. */
  public record Sent(Statement statement, Origin origin) {}

  /**
   * A string beside an attribute of a class: {@code Task.state == "open"}, {@code
   * Task(state="open")}.
   *
   * @param type the class, by the name that is written
   * @param compared whether it is compared; else it is given to a new object
   */
  public record Word(String type, String attribute, String text, boolean compared, Origin origin) {}

  public static Usage none() {
    return new Usage(List.of(), List.of());
  }
}
