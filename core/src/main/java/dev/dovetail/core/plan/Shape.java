package dev.dovetail.core.plan;

import java.util.List;

/** What a place takes in, at one height of its database. */
public sealed interface Shape {

  /** There is no such column. */
  record Absent() implements Shape {}

  /** Text, or a message: nothing is refused. */
  record Anything() implements Shape {}

  /** An enum type. */
  record Labels(String type, List<String> labels) implements Shape {
    public Labels {
      labels = List.copyOf(labels);
    }
  }

  default boolean takes(String label) {
    return switch (this) {
      case Absent absent -> false;
      case Anything anything -> true;
      case Labels only -> only.labels().contains(label);
    };
  }
}
