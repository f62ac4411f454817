package dev.dovetail.core.machine;

import java.util.List;

/**
 * A type in use: which, how narrowed, and whether an array of it.
 *
 * @param type the catalog's number, a {@link Builtin}'s or an object's; 0 where it is not known
 */
record TypeRef(int type, List<Integer> modifiers, boolean array) {

  /** A type that could not be determined: nothing may be concluded from it. */
  static final TypeRef UNSURE = of(0);

  /** A quoted literal or NULL before its surroundings decide. */
  static final TypeRef LITERAL = of(705);

  static final TypeRef BOOL = of(16);
  static final TypeRef INT8 = of(20);
  static final TypeRef INT4 = of(23);
  static final TypeRef TEXT = of(25);
  static final TypeRef OID = of(26);
  static final TypeRef NAME = of(19);
  static final TypeRef JSON = of(114);
  static final TypeRef FLOAT8 = of(701);
  static final TypeRef VARCHAR = of(1043);
  static final TypeRef DATE = of(1082);
  static final TypeRef TIMESTAMP = of(1114);
  static final TypeRef TIMESTAMPTZ = of(1184);
  static final TypeRef INTERVAL = of(1186);
  static final TypeRef NUMERIC = of(1700);
  static final TypeRef REGCLASS = of(2205);
  static final TypeRef REGTYPE = of(2206);
  static final TypeRef UUID = of(2950);
  static final TypeRef JSONB = of(3802);

  TypeRef {
    modifiers = List.copyOf(modifiers);
  }

  static TypeRef of(int type) {
    return new TypeRef(type, List.of(), false);
  }

  TypeRef plain() {
    return modifiers.isEmpty() ? this : new TypeRef(type, List.of(), array);
  }

  TypeRef element() {
    return new TypeRef(type, modifiers, false);
  }

  TypeRef asArray() {
    return new TypeRef(type, modifiers, true);
  }

  boolean unsure() {
    return type == 0;
  }

  boolean literal() {
    return type == LITERAL.type;
  }

  boolean same(TypeRef other) {
    return type == other.type && array == other.array;
  }

  boolean is(TypeRef other) {
    return same(other);
  }
}
