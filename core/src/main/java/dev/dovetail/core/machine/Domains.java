package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.DomainType;
import java.util.Optional;

/** What a domain gives to and demands of a column; a domain may stand on another. */
final class Domains {

  private static final int DEEPEST = 32;

  private Domains() {}

  /** The default that a column has from its type. */
  static Optional<Thing.Stored> standard(Catalog catalog, TypeRef type) {
    return type.array()
        ? Optional.empty()
        : catalog.thing(type.type(), DomainType.class).flatMap(DomainType::value);
  }

  /** Whether the type, or one that it stands on, allows no null. */
  static boolean forbidsNull(Catalog catalog, TypeRef type) {
    TypeRef at = type;
    for (int i = 0; i < DEEPEST && !at.array(); i++) {
      Optional<DomainType> domain = catalog.thing(at.type(), DomainType.class);
      if (domain.isEmpty()) {
        return false;
      }
      if (domain.get().notNull()) {
        return true;
      }
      at = domain.get().base();
    }
    return false;
  }

  static Denial holdsNull(Catalog catalog, TypeRef type) {
    return Catalog.refuse(
        "23502", "domain " + catalog.visible(type.plain()) + " does not allow null values");
  }
}
