package dev.dovetail.core.schema;

import java.util.Comparator;

/** The full name of an object of a database, exactly as the catalog has it. */
public record ObjectName(String schema, String name) implements Comparable<ObjectName> {

  private static final Comparator<ObjectName> ORDER =
      Comparator.comparing(ObjectName::schema).thenComparing(ObjectName::name);

  /** As SQL would write it, quoted where it must be: {@code public."TaskState"}. */
  public String quoted() {
    return Identifiers.quote(schema) + "." + Identifiers.quote(name);
  }

  @Override
  public int compareTo(ObjectName other) {
    return ORDER.compare(this, other);
  }

  /** For people: {@code public.task_state}. */
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
