package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.Map;
import java.util.TreeMap;

/** A member of an enum class; aliases are the same object. */
public final class EnumMember implements Value {

  private final EnumClass owner;
  private final String name;
  private final Value value;
  private final Origin at;
  private final Map<String, Value> attributes = new TreeMap<>();

  EnumMember(EnumClass owner, String name, Value value, Origin at) {
    this.owner = owner;
    this.name = name;
    this.value = value;
    this.at = at;
  }

  public EnumClass owner() {
    return owner;
  }

  public String name() {
    return name;
  }

  /** Its value; {@link Value.Unknown} where that is not known. */
  public Value value() {
    return value;
  }

  /** Where the member is written. */
  public Origin at() {
    return at;
  }

  /** Whether it is equal to its value, being a {@code str} or {@code int} besides. */
  public boolean mixesIn() {
    return owner.mixin().isPresent();
  }

  /** What its initializer gave it. */
  public Map<String, Value> attributes() {
    return attributes;
  }

  @Override
  public String toString() {
    return owner.name() + "." + name;
  }
}
