package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Housed;
import dev.dovetail.core.machine.Thing.Namespace;
import dev.dovetail.core.machine.Thing.Relation;
import dev.dovetail.core.machine.Thing.Routine;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.core.statement.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The catalog while one statement works on it: starts from a {@link Snapshot}, and ends as one. It
 * resolves names as PostgreSQL does and remembers which were asked for, so that a former doubt
 * about one of them can be seen.
 */
final class Catalog {

  private static final int TEMPORARY = 11;

  private final ServerVersion version;
  private final Origin origin;
  private final Set<String> consulted = new TreeSet<>();
  private final List<Doubt> doubts = new ArrayList<>();
  private Snapshot now;

  Catalog(Snapshot start, ServerVersion version, Origin origin) {
    this.now = start;
    this.version = version;
    this.origin = origin;
  }

  Snapshot snapshot() {
    return now;
  }

  ServerVersion version() {
    return version;
  }

  Origin origin() {
    return origin;
  }

  void consult(String name) {
    consulted.add(name);
  }

  Set<String> consulted() {
    return consulted;
  }

  List<Doubt> doubts() {
    return doubts;
  }

  void back(Snapshot snapshot) {
    now = snapshot;
  }

  void doubt(String reason, Touches touches) {
    doubts.add(new Doubt(reason, origin, touches));
  }

  static Denial refuse(String sqlstate, String words) {
    return new Denial(sqlstate, words);
  }

  static Unclear unclear(String reason, String... names) {
    return new Unclear(reason, new Touches.Named(List.of(names)));
  }

  // ---- objects by number

  int next() {
    now = now.counted();
    return now.next();
  }

  void put(Thing thing) {
    now = now.with(thing);
  }

  void remove(int oid) {
    now = now.without(oid);
  }

  Optional<Thing> thing(int oid) {
    return now.things().get(oid);
  }

  <T extends Thing> Optional<T> thing(int oid, Class<T> kind) {
    Optional<Thing> thing = thing(oid);
    return thing.isPresent() && kind.isInstance(thing.get())
        ? Optional.of(kind.cast(thing.get()))
        : Optional.empty();
  }

  Thing.Table table(int oid) {
    return thing(oid, Thing.Table.class)
        .orElseThrow(() -> new IllegalStateException("no table " + oid));
  }

  /** It and what holds on to it, as far as they are of the kind, in the order of their numbers. */
  <T extends Thing> List<T> near(int oid, Class<T> kind) {
    List<T> near = new ArrayList<>();
    for (Thing thing : now.near(oid)) {
      if (kind.isInstance(thing)) {
        near.add(kind.cast(thing));
      }
    }
    return near;
  }

  <T extends Thing> List<T> all(Class<T> kind) {
    return now.all(kind);
  }

  // ---- schemas

  Optional<Namespace> schema(String name) {
    consulted.add(name);
    for (Thing thing : now.named(name)) {
      if (thing instanceof Namespace schema) {
        return Optional.of(schema);
      }
    }
    return Optional.empty();
  }

  int existingSchema(String name) {
    return schema(name)
        .orElseThrow(() -> refuse("3F000", "schema " + shown(name) + " does not exist"))
        .oid();
  }

  /** Where an object of this name is created. */
  int creationSchema(Name name) {
    if (name.schema().isPresent()) {
      String wanted = name.schema().get();
      return wanted.startsWith("pg_temp") ? TEMPORARY : existingSchema(wanted);
    }
    return currentSchema()
        .orElseThrow(() -> refuse("3F000", "no schema has been selected to create in"));
  }

  int temporarySchema() {
    return TEMPORARY;
  }

  boolean temporary(Housed housed) {
    return housed.schema() == TEMPORARY;
  }

  Optional<Integer> currentSchema() {
    for (int oid : path()) {
      if (oid != TEMPORARY) {
        return Optional.of(oid);
      }
    }
    return Optional.empty();
  }

  String schemaName(int oid) {
    return thing(oid).map(Thing::name).orElse("pg_temp");
  }

  private List<Integer> path() {
    List<Integer> path = new ArrayList<>();
    path.add(TEMPORARY);
    for (String name : now.path()) {
      for (Thing thing : now.named(name)) {
        if (thing instanceof Namespace) {
          path.add(thing.oid());
        }
      }
    }
    return path;
  }

  // ---- objects by name

  private <T extends Housed> Optional<T> find(Name name, Class<T> kind) {
    return find(name, kind, thing -> true);
  }

  private <T extends Housed> Optional<T> find(Name name, Class<T> kind, Predicate<T> wanted) {
    consulted.add(name.name());
    name.schema().ifPresent(consulted::add);
    List<T> candidates = new ArrayList<>(2);
    for (Thing thing : now.named(name.name())) {
      if (kind.isInstance(thing) && wanted.test(kind.cast(thing))) {
        candidates.add(kind.cast(thing));
      }
    }
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> path =
        name.schema().isEmpty()
            ? path()
            : name.schema().get().startsWith("pg_temp")
                ? List.of(TEMPORARY)
                : schema(name.schema().get()).map(Namespace::oid).stream().toList();
    for (int schema : path) {
      for (T candidate : candidates) {
        if (candidate.schema() == schema) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  /** A table, index, sequence or view. */
  Optional<Relation> relation(Name name) {
    return find(name, Relation.class);
  }

  <T extends Relation> Optional<T> relation(Name name, Class<T> kind) {
    return relation(name).filter(kind::isInstance).map(kind::cast);
  }

  /** A relation as a statement needs it: refused where the schema or the relation is missing. */
  Relation existingRelation(Name name) {
    name.schema().filter(schema -> !schema.startsWith("pg_")).ifPresent(this::existingSchema);
    return relation(name)
        .orElseThrow(() -> refuse("42P01", "relation " + shown(name) + " does not exist"));
  }

  Thing.Table existingTable(Name name) {
    Relation relation = existingRelation(name);
    if (relation instanceof Thing.Table table) {
      return table;
    }
    throw refuse("42809", shown(relation.name()) + " is not a table");
  }

  /** An enum, domain, composite, range or extension type, or a relation's row type. */
  Optional<Housed> type(Name name) {
    return find(name, Housed.class, Catalog::isType);
  }

  /** Relations have types, too: those of their rows. */
  private static boolean isType(Housed housed) {
    return housed instanceof Thing.Type
        || housed instanceof Thing.Table
        || housed instanceof Thing.View;
  }

  Housed existingType(Name name) {
    name.schema().filter(s -> !s.equals("pg_catalog")).ifPresent(this::existingSchema);
    return type(name).orElseThrow(() -> noType(name));
  }

  private RuntimeException noType(Name name) {
    for (Thing.Extension extension : all(Thing.Extension.class)) {
      if (!extension.known()) {
        return unclear(
            "type " + name + " may be one that the extension " + extension.name() + " brings",
            name.name());
      }
    }
    return refuse("42704", "type " + shown(name) + " does not exist");
  }

  List<Routine> routines(Name name) {
    consulted.add(name.name());
    Set<Integer> path = new TreeSet<>(path());
    return now.named(name.name()).stream()
        .filter(Routine.class::isInstance)
        .map(Routine.class::cast)
        .filter(routine ->
            name.schema()
                .map(schema -> schemaName(routine.schema()).equals(schema))
                .orElseGet(() -> path.contains(routine.schema())))
        .toList();
  }

  /** What stands in the way of a new relation: another of its name in its schema. */
  Optional<Relation> relationIn(int schema, String name) {
    consulted.add(name);
    for (Thing thing : now.named(name)) {
      if (thing instanceof Relation relation && relation.schema() == schema) {
        return Optional.of(relation);
      }
    }
    return Optional.empty();
  }

  /** A type of this name in a schema, row types included. */
  Optional<Housed> typeIn(int schema, String name) {
    consulted.add(name);
    for (Thing thing : now.named(name)) {
      if (thing instanceof Housed housed && isType(housed) && housed.schema() == schema) {
        return Optional.of(housed);
      }
    }
    return Optional.empty();
  }

  // ---- types

  Optional<TypeRef> typeRef(TypeName type) {
    Name name = type.name();
    boolean builtin = name.schema().map(schema -> schema.equals("pg_catalog")).orElse(true);
    if (builtin) {
      Optional<Builtin> found = Builtin.named(name.name());
      if (found.isPresent()) {
        return Optional.of(new TypeRef(found.get().oid(), type.modifiers(), type.dimensions() > 0));
      }
    }
    return type(name).map(t -> new TypeRef(t.oid(), type.modifiers(), type.dimensions() > 0));
  }

  TypeRef existingTypeRef(TypeName type) {
    Optional<TypeRef> found = typeRef(type);
    if (found.isPresent()) {
      return found.get();
    }
    type.name().schema().filter(s -> !s.equals("pg_catalog")).ifPresent(this::existingSchema);
    throw noType(
        type.dimensions() == 0
            ? type.name()
            : new Name(type.name().schema(), type.name().name() + "[]".repeat(type.dimensions())));
  }

  /** The type below a domain, or the type itself; an array of domains stays. */
  TypeRef below(TypeRef type) {
    TypeRef at = type;
    for (int i = 0; i < 32 && !at.array(); i++) {
      Optional<Thing.DomainType> domain = thing(at.type(), Thing.DomainType.class);
      if (domain.isEmpty()) {
        return at;
      }
      at = domain.get().base();
    }
    return at;
  }

  /** The enum that a type is, or is an array or domain of, at any depth. */
  Optional<Thing.EnumType> enumBehind(TypeRef type) {
    TypeRef at = type.element();
    for (int i = 0; i < 32; i++) {
      Optional<Thing.DomainType> domain = thing(at.type(), Thing.DomainType.class);
      if (domain.isEmpty()) {
        break;
      }
      at = domain.get().base().element();
    }
    return thing(at.type(), Thing.EnumType.class);
  }

  Optional<Thing.EnumType> enumType(TypeRef type) {
    return type.array() ? Optional.empty() : thing(type.type(), Thing.EnumType.class);
  }

  boolean isEnum(TypeRef type) {
    return enumType(type).isPresent();
  }

  // ---- words

  /** As {@code format_type} with an empty search path. */
  String qualified(TypeRef type) {
    return format(type, false);
  }

  /** As {@code format_type} with the search path at hand: the form that messages use. */
  String visible(TypeRef type) {
    return format(type, true);
  }

  private String format(TypeRef type, boolean short_) {
    String base =
        Builtin.of(type.type())
            .map(builtin -> builtin.shown(type.modifiers()))
            .or(() ->
                thing(type.type(), Housed.class)
                    .map(housed ->
                        (short_ && visible(housed)
                                ? ""
                                : Identifiers.quote(schemaName(housed.schema())) + ".")
                            + Identifiers.quote(housed.name())
                            + modifiers(type)))
            .orElse("???");
    return type.array() ? base + "[]" : base;
  }

  private static String modifiers(TypeRef type) {
    return type.modifiers().isEmpty()
        ? ""
        : type.modifiers().stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
  }

  boolean visible(Housed housed) {
    return housed instanceof Relation
        ? relation(Name.of(housed.name())).filter(found -> found.oid() == housed.oid()).isPresent()
        : type(Name.of(housed.name())).filter(found -> found.oid() == housed.oid()).isPresent();
  }

  /** A name as messages show it: with its schema where the search path does not find it. */
  String shown(Housed housed) {
    return visible(housed) ? Identifiers.quote(housed.name()) : qualified(housed);
  }

  String qualified(Housed housed) {
    return Identifiers.quote(schemaName(housed.schema())) + "." + Identifiers.quote(housed.name());
  }

  /** A name as error messages quote it. */
  static String shown(String name) {
    return "\"" + name + "\"";
  }

  static String shown(Name name) {
    return "\"" + name.schema().map(schema -> schema + ".").orElse("") + name.name() + "\"";
  }

  /** How the columns of a table are called, by number. */
  Map<Integer, String> columnNames(Thing.Table table) {
    Map<Integer, String> names = new LinkedHashMap<>();
    table.columns().forEach(column -> names.put(column.number(), column.name()));
    return names;
  }
}
