package dev.dovetail.core.live;

import dev.dovetail.core.schema.ObjectName;
import java.util.List;

/**
 * An enum type of a running database.
 *
 * @param usable whether whoever asked may use it, and its schema
 * @param dependents what hangs on it, also by arrays, domains, ranges and composites of it
 */
public record LiveEnum(ObjectName name, String owner, boolean usable, List<Dependent> dependents) {

  public LiveEnum {
    dependents = List.copyOf(dependents);
  }

  /**
   * A thing that holds on to the type.
   *
   * @param kind in the catalog's words: {@code column}, {@code index}, {@code view}, {@code policy}
   * @param identity its full name, quoted where it must be
   */
  public record Dependent(String kind, String identity) {}
}
