package dev.dovetail.core.declared;

import dev.dovetail.core.schema.ObjectName;
import java.util.Optional;

/** The type that a column has in PostgreSQL, if the code is right. */
public sealed interface DeclaredType {

  /**
   * A type of PostgreSQL's own, as {@code format_type} shows it: {@code character varying(50)},
   * {@code timestamp with time zone}, {@code numeric(10,2)}, {@code integer[]}.
   */
  record Builtin(String displayed) implements DeclaredType {}

  /** A type with a name of its own: an enum, a domain, one of an extension. */
  record Named(Optional<String> schema, String name, boolean array) implements DeclaredType {}

  /** As {@code format_type} shows it with an empty search path. */
  default String displayed(String defaultSchema) {
    return switch (this) {
      case Builtin(String displayed) -> displayed;
      case Named named ->
          new ObjectName(named.schema().orElse(defaultSchema), named.name()).quoted()
              + (named.array() ? "[]" : "");
    };
  }
}
