package dev.dovetail.fix;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;

/** Names in SQL, with a schema where they need one. */
final class Names {

  private Names() {}

  static String sql(ObjectName name) {
    return name.schema().equals("public") ? Identifiers.quote(name.name()) : name.quoted();
  }
}
