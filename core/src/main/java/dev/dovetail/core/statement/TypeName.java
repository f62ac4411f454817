package dev.dovetail.core.statement;

import java.util.List;

/**
 * A type as a statement says it. The SQL spellings of the built-in types stand under their catalog
 * names, as PostgreSQL's own grammar turns them: {@code integer} is {@code int4}, {@code timestamp
 * with time zone} is {@code timestamptz}, {@code varchar(20)} is {@code varchar} with modifier 20,
 * all without a schema. {@code serial} and its kin keep their names.
 *
 * @param modifiers as in {@code numeric(10, 2)}
 * @param dimensions 0 for a scalar, else the number of brackets
 */
public record TypeName(Name name, List<Integer> modifiers, int dimensions) {

  public TypeName {
    modifiers = List.copyOf(modifiers);
  }

  public static TypeName of(String name, Integer... modifiers) {
    return new TypeName(Name.of(name), List.of(modifiers), 0);
  }

  public static TypeName of(Name name) {
    return new TypeName(name, List.of(), 0);
  }

  public TypeName array() {
    return new TypeName(name, modifiers, dimensions + 1);
  }
}
