package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An enum class of the program. */
public final class EnumClass implements Value {

  private final String name;
  private final String module;
  private final Origin at;
  private final List<Value> bases;
  private final Optional<String> mixin;
  private final Map<String, EnumMember> byName = new LinkedHashMap<>();
  private final Map<String, Origin> places = new HashMap<>();
  private final Map<String, Value> attributes = new LinkedHashMap<>();
  private Optional<Unknown> doubt = Optional.empty();
  private Optional<EnumClass> older = Optional.empty();

  EnumClass(String name, String module, Origin at, List<Value> bases, Optional<String> mixin) {
    this.name = name;
    this.module = module;
    this.at = at;
    this.bases = List.copyOf(bases);
    this.mixin = mixin;
  }

  public String name() {
    return name;
  }

  /** The path of the file that defines it. */
  public String module() {
    return module;
  }

  public Origin at() {
    return at;
  }

  public List<Value> bases() {
    return bases;
  }

  /** The type its members are besides: {@code str} or {@code int}. */
  public Optional<String> mixin() {
    return mixin;
  }

  /** The members without aliases, in order: what iterating gives. */
  public List<EnumMember> members() {
    List<EnumMember> members = new ArrayList<>();
    byName.forEach((memberName, member) -> {
      if (member.name().equals(memberName)) {
        members.add(member);
      }
    });
    return members;
  }

  /** Every name, aliases too, in order: {@code __members__}. */
  public Map<String, EnumMember> byName() {
    return byName;
  }

  /** Where a name is written, of a member or an alias. */
  public Origin place(String memberName) {
    return places.getOrDefault(memberName, at);
  }

  Map<String, Origin> places() {
    return places;
  }

  /** Methods and whatever else the class holds besides its members. */
  public Map<String, Value> attributes() {
    return attributes;
  }

  /** Why there may be members that are not listed, or listed ones that are none. */
  public Optional<Unknown> doubt() {
    return doubt;
  }

  /** The class that takes its place where Python is too old for it, see {@link TriedStrEnum}. */
  Optional<EnumClass> older() {
    return older;
  }

  void older(EnumClass type) {
    older = Optional.of(type);
  }

  void doubt(Unknown reason) {
    doubt = Optional.of(doubt.orElse(reason));
  }
}
