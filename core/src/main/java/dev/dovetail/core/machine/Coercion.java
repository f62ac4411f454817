package dev.dovetail.core.machine;

import java.util.Map;
import java.util.Set;

/** Which casts PostgreSQL makes by itself, which in assignments, which only when asked. */
final class Coercion {

  /** How far a cast goes. */
  enum Reach {
    IMPLICIT,
    ASSIGNMENT,
    EXPLICIT,
    NONE,
    UNSURE
  }

  private static final Set<Integer> STRINGS = Set.of(25, 1042, 1043, 19);
  private static final Map<Integer, Integer> NUMBERS =
      Map.of(21, 0, 23, 1, 20, 2, 1700, 3, 700, 4, 701, 5);

  /** Implicit casts between other built-in types; all others of these types are assignments. */
  private static final Map<Integer, Set<Integer>> IMPLICIT =
      Map.ofEntries(
          Map.entry(1082, Set.of(1114, 1184)),
          Map.entry(1114, Set.of(1184)),
          Map.entry(1083, Set.of(1186, 1266)),
          Map.entry(1560, Set.of(1562)),
          Map.entry(1562, Set.of(1560)),
          Map.entry(650, Set.of(869)),
          Map.entry(23, Set.of(26, 2205, 2206)),
          Map.entry(20, Set.of(26, 2205, 2206)),
          Map.entry(2205, Set.of(26)),
          Map.entry(2206, Set.of(26)));

  private static final Map<Integer, Set<Integer>> ASSIGNMENT =
      Map.ofEntries(
          Map.entry(1114, Set.of(1082, 1083)),
          Map.entry(1184, Set.of(1082, 1083, 1114, 1266)),
          Map.entry(1186, Set.of(1083)),
          Map.entry(1266, Set.of(1083)),
          Map.entry(869, Set.of(650)),
          Map.entry(114, Set.of(3802)),
          Map.entry(3802, Set.of(114)),
          Map.entry(23, Set.of(790)),
          Map.entry(20, Set.of(790)),
          Map.entry(1700, Set.of(790)),
          Map.entry(790, Set.of(1700)));

  private static final Map<Integer, Set<Integer>> EXPLICIT =
      Map.of(
          16, Set.of(23),
          23, Set.of(16, 1560, 18),
          20, Set.of(1560),
          1560, Set.of(23, 20),
          3802, Set.of(16, 21, 23, 20, 1700, 700, 701),
          18, Set.of(23));

  /** Types between which it is known which casts there are. */
  private static final Set<Integer> SURVEYED =
      Set.of(
          16, 17, 20, 21, 23, 25, 19, 114, 700, 701, 1042, 1043, 1082, 1083, 1114, 1184, 1186, 1266,
          1700, 2950, 3802);

  private final Catalog catalog;

  Coercion(Catalog catalog) {
    this.catalog = catalog;
  }

  static boolean string(TypeRef type) {
    return !type.array() && STRINGS.contains(type.type());
  }

  static boolean number(TypeRef type) {
    return !type.array() && NUMBERS.containsKey(type.type());
  }

  Reach reach(TypeRef fromType, TypeRef toType) {
    if (fromType.unsure() || toType.unsure()) {
      return Reach.UNSURE;
    }
    if (fromType.same(toType) || fromType.literal()) {
      return Reach.IMPLICIT;
    }
    if (madeCast(fromType, toType)) {
      return Reach.UNSURE;
    }
    TypeRef from = catalog.below(fromType);
    TypeRef to = catalog.below(toType);
    if (from.same(to)) {
      return Reach.IMPLICIT;
    }
    if (from.array() && to.array()) {
      return reach(from.element(), to.element());
    }
    if (from.array() || to.array()) {
      return string(to) ? Reach.ASSIGNMENT : string(from) ? Reach.EXPLICIT : Reach.NONE;
    }
    return scalar(from, to);
  }

  private Reach scalar(TypeRef from, TypeRef to) {
    if (isCitext(from) && string(to)) {
      return to.type() == 25 || to.type() == 1043 ? Reach.IMPLICIT : Reach.ASSIGNMENT;
    }
    if (string(from) && isCitext(to)) {
      return from.type() == 19 ? Reach.EXPLICIT : Reach.ASSIGNMENT;
    }
    if (string(from) && string(to)) {
      return to.type() == 19 ? Reach.ASSIGNMENT : Reach.IMPLICIT;
    }
    if (number(from) && number(to)) {
      int one = NUMBERS.getOrDefault(from.type(), 0);
      int other = NUMBERS.getOrDefault(to.type(), 0);
      return one < other ? Reach.IMPLICIT : Reach.ASSIGNMENT;
    }
    if (listed(IMPLICIT, from, to)) {
      return Reach.IMPLICIT;
    }
    if (listed(ASSIGNMENT, from, to) || string(to)) {
      return Reach.ASSIGNMENT;
    }
    if (listed(EXPLICIT, from, to) || string(from)) {
      return Reach.EXPLICIT;
    }
    boolean surveyed =
        (SURVEYED.contains(from.type()) || catalog.isEnum(from))
            && (SURVEYED.contains(to.type()) || catalog.isEnum(to));
    return surveyed ? Reach.NONE : Reach.UNSURE;
  }

  private boolean isCitext(TypeRef type) {
    return catalog
        .thing(type.type(), Thing.ExtensionType.class)
        .filter(of -> of.extension().equals("citext"))
        .isPresent();
  }

  private static boolean listed(Map<Integer, Set<Integer>> casts, TypeRef from, TypeRef to) {
    return casts.getOrDefault(from.type(), Set.of()).contains(to.type());
  }

  private boolean madeCast(TypeRef from, TypeRef to) {
    return catalog.all(Thing.Cast.class).stream()
        .anyMatch(cast -> cast.from().same(from) && cast.to().same(to));
  }

  /** Whether a function of text certainly takes no such argument. */
  boolean neverText(TypeRef argument) {
    TypeRef type = catalog.below(argument);
    if (type.unsure() || type.literal() || string(type)) {
      return false;
    }
    return type.array()
        || catalog.isEnum(type)
        || SURVEYED.contains(type.type()) && type.type() != 17;
  }

  boolean assignable(TypeRef from, TypeRef to) {
    return switch (reach(from, to)) {
      case IMPLICIT, ASSIGNMENT -> true;
      case EXPLICIT, NONE -> false;
      case UNSURE ->
          throw Catalog.unclear(
              "whether "
                  + catalog.visible(from.plain())
                  + " can be assigned to "
                  + catalog.visible(to.plain())
                  + " is not known");
    };
  }

  /** Whether values of both types can be compared: a certain no is a refusal, a maybe is not. */
  boolean incomparable(TypeRef one, TypeRef other) {
    TypeRef a = catalog.below(one);
    TypeRef b = catalog.below(other);
    if (a.unsure() || b.unsure() || a.literal() || b.literal() || a.same(b)) {
      return !a.array() && a.type() == TypeRef.JSON.type() && a.same(b);
    }
    if (madeCast(one, other) || madeCast(other, one)) {
      return false;
    }
    boolean surveyed = surveyed(a) && surveyed(b);
    if (a.array() != b.array()) {
      return surveyed;
    }
    if (catalog.isEnum(a.element()) || catalog.isEnum(b.element())) {
      return true;
    }
    if (a.array()) {
      return surveyed && !(string(a.element()) && string(b.element()));
    }
    return surveyed && family(a) != family(b);
  }

  private boolean surveyed(TypeRef type) {
    return SURVEYED.contains(type.type()) || catalog.isEnum(type.element());
  }

  private static int family(TypeRef type) {
    if (string(type)) {
      return 25;
    }
    if (number(type)) {
      return 23;
    }
    return switch (type.type()) {
      case 1082, 1114, 1184 -> 1114;
      case 1083, 1266, 1186 -> 1083;
      default -> type.type();
    };
  }
}
