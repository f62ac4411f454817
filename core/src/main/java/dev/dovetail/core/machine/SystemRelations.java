package dev.dovetail.core.machine;

import dev.dovetail.core.statement.Name;
import java.util.Set;

/** Which relations every database has. */
final class SystemRelations {

  static final Set<String> SCHEMAS = Set.of("pg_catalog", "information_schema", "pg_toast");

  private SystemRelations() {}

  static boolean named(String name) {
    return name.startsWith("pg_");
  }

  static boolean is(Name name) {
    return name.schema().map(SCHEMAS::contains).orElseGet(() -> named(name.name()));
  }
}
