package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An object of a class of the program. */
public final class Instance implements Value {

  private final ClassValue type;
  private final Arguments arguments;
  private final Origin at;
  private final Map<String, Value> attributes = new LinkedHashMap<>();
  private Optional<Constructed> library = Optional.empty();

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

  /**
   * What it is of a library besides: where its class comes from {@code sa.Enum} or {@code
   * TypeDecorator}, the object that the base's initializer made.
   */
  public Optional<Constructed> library() {
    return library;
  }

  void library(Constructed made) {
    library = Optional.of(made);
  }
}
