package dev.dovetail.core.declared;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * An enum of application code, whatever the language.
 *
 * @param name as the code calls it, {@code Outer.Inner} where it is nested
 * @param module where it is defined, in the language's own words ({@code common_core.status_enums})
 * @param bases its base classes as they are written
 * @param members in the order of their definition, aliases included
 * @param unknown why the list of members cannot be trusted; empty where it can
 */
public record DeclaredEnum(
    String name,
    String module,
    List<String> bases,
    List<Member> members,
    Optional<String> unknown,
    Origin origin) {

  public DeclaredEnum {
    bases = List.copyOf(bases);
    members = List.copyOf(members);
  }

  /**
   * A member.
   *
   * @param value as text, where it is known: a string's characters, a number's digits
   * @param text whether the value is a string
   * @param aliasOf the earlier member that has the same value
   */
  public record Member(
      String name, Optional<String> value, boolean text, Optional<String> aliasOf, Origin origin) {}
}
