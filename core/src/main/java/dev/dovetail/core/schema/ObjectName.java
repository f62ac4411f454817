package dev.dovetail.core.schema;

/** The full name of an object of a database, exactly as the catalog has it. */
public record ObjectName(String schema, String name) implements Comparable<ObjectName> {

  /** As SQL would write it, quoted where it must be: {@code public."TaskState"}. */
  public String quoted() {
    return Identifiers.quote(schema) + "." + Identifiers.quote(name);
  }

  @Override
  public int compareTo(ObjectName other) {
    int schemas = schema.compareTo(other.schema);
    return schemas != 0 ? schemas : name.compareTo(other.name);
  }

  /** For people: {@code public.task_state}. */
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
