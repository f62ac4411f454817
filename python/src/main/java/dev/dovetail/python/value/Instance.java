package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object of a class of the program. */
public final class Instance implements Value {

  private final ClassValue type;
  private final Arguments arguments;
  private final Origin at;
  private final Map<String, Value> attributes = new LinkedHashMap<>();

  Instance(ClassValue type, Arguments arguments, Origin at) {
    this.type = type;
    this.arguments = arguments;
    this.at = at;
  }

  public ClassValue type() {
    return type;
  }

  /** What it was made with. */
  public Arguments arguments() {
    return arguments;
  }

  public Origin at() {
    return at;
  }

  public Map<String, Value> attributes() {
    return attributes;
  }
}
