package dev.dovetail.core.statement;

import dev.dovetail.core.schema.Identifiers;
import java.util.Optional;

/**
 * A name as a statement says it: folded to lower case where it was written without quotes, and with
 * a schema only where one was written.
 */
public record Name(Optional<String> schema, String name) {

  public static Name of(String name) {
    return new Name(Optional.empty(), name);
  }

  public static Name of(String schema, String name) {
    return new Name(Optional.of(schema), name);
  }

  @Override
  public String toString() {
    return schema.map(s -> Identifiers.quote(s) + ".").orElse("") + Identifiers.quote(name);
  }
}
