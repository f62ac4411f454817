package dev.dovetail.core.declared;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;
import java.util.List;
import java.util.Optional;

/**
 * How code uses its tables: the SQL that it sends as text, and what it gives to attributes.
 *
 * @param plain what becomes of a member that is nothing besides, where it reaches the driver
 */
public record Usage(List<Sent> sent, List<Use> uses, PlainMembers plain) {

  public Usage {
    sent = List.copyOf(sent);
    uses = List.copyOf(uses);
  }

  /**
   * A statement that is written out; a parameter that is not is NULL.
   *
   * @param handed the one parameter of interest, if any; all others are NULL then
   */
  public record Sent(Statement statement, Optional<Handed> handed, Origin origin) {}

  /**
   * A member of an enum, or what was taken of it, that goes to the driver.
   *
   * @param written as in the code: {@code TaskState.OPEN.value}
   * @param name of the member
   * @param value of the member
   * @param text what stands for it in the statement: what is sent, or what is written where nothing
   *     can be sent
   */
  public record Handed(String written, String name, String value, Way way, String text) {}

  /** What is sent of a member. */
  public enum Way {
    /** The member itself, which is no string and no number besides. */
    PLAIN,
    /** The member itself, which is a string: its value. */
    TEXT,
    /** The member itself, which is a number. */
    NUMBER,
    /** What an f-string makes of it. */
    FORMATTED,
    /** {@code .value} or {@code .name} of it. */
    TAKEN
  }

  /** What becomes of a member of a plain {@code Enum} that is handed to the driver. */
  public enum PlainMembers {
    /** It is not known which driver there is. */
    UNKNOWN,
    /** Psycopg2 and asyncpg refuse it. */
    REFUSED,
    /** Psycopg 3 sends its name. */
    NAMED,
    /** The code tells its driver what to do. */
    ADAPTED
  }

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

  /** The same on another driver, unless the code sees to it. */
  public Usage on(PlainMembers driver) {
    return plain == PlainMembers.ADAPTED ? this : new Usage(sent, uses, driver);
  }

  public static Usage none() {
    return new Usage(List.of(), List.of(), PlainMembers.UNKNOWN);
  }
}
