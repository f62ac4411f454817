package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Extension;
import dev.dovetail.core.machine.Thing.ExtensionType;
import dev.dovetail.core.machine.Thing.Namespace;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Schemas and extensions. */
final class SchemaStatements {

  /** The types that extensions bring, for those where all are known. */
  private static final Map<String, List<String>> BROUGHT =
      Map.ofEntries(
          Map.entry("citext", List.of("citext")),
          Map.entry("hstore", List.of("hstore")),
          Map.entry("ltree", List.of("ltree", "lquery", "ltxtquery")),
          Map.entry("vector", List.of("vector", "halfvec", "sparsevec")),
          Map.entry("cube", List.of("cube")),
          Map.entry("uuid-ossp", List.of()),
          Map.entry("pgcrypto", List.of()),
          Map.entry("pg_trgm", List.of()),
          Map.entry("btree_gin", List.of()),
          Map.entry("btree_gist", List.of()),
          Map.entry("unaccent", List.of()),
          Map.entry("fuzzystrmatch", List.of()),
          Map.entry("plpgsql", List.of()),
          Map.entry("pg_stat_statements", List.of()),
          Map.entry("tablefunc", List.of()));

  private final Catalog catalog;

  SchemaStatements(Catalog catalog) {
    this.catalog = catalog;
  }

  void create(Statement.CreateSchema create) {
    String name = Identifiers.cut(create.schema());
    if (catalog.schema(name).isPresent()) {
      if (create.ifNotExists()) {
        return;
      }
      throw Catalog.refuse("42P06", "schema " + Catalog.shown(name) + " already exists");
    }
    if (name.startsWith("pg_")) {
      throw Catalog.refuse("42939", "unacceptable schema name " + Catalog.shown(name));
    }
    catalog.put(new Namespace(catalog.next(), name));
  }

  void drop(Statement.DropSchema drop) {
    List<Item> targets = new ArrayList<>();
    String what = "desired object(s)";
    for (String name : drop.schemas()) {
      Optional<Namespace> schema = catalog.schema(name);
      if (schema.isEmpty() && drop.ifExists()) {
        continue;
      }
      targets.add(new Item.Whole(catalog.existingSchema(name)));
      what = "schema " + name;
    }
    if (!targets.isEmpty()) {
      new Drops(catalog).drop(targets, drop.cascade(), what);
    }
  }

  void rename(Statement.RenameSchema rename) {
    int oid = catalog.existingSchema(rename.from());
    String to = Identifiers.cut(rename.to());
    if (catalog.schema(to).isPresent()) {
      throw Catalog.refuse("42P06", "schema " + Catalog.shown(to) + " already exists");
    }
    catalog.put(new Namespace(oid, to));
  }

  void create(Statement.CreateExtension create) {
    catalog.consult(create.extension());
    boolean known =
        catalog.all(Extension.class).stream()
            .anyMatch(extension -> extension.name().equals(create.extension()));
    if (known || create.extension().equals("plpgsql")) {
      if (create.ifNotExists()) {
        return;
      }
      throw Catalog.refuse(
          "42710", "extension " + Catalog.shown(create.extension()) + " already exists");
    }
    int schema =
        create
            .schema()
            .map(catalog::existingSchema)
            .orElseGet(() -> catalog.creationSchema(Name.of(create.extension())));
    boolean brought = BROUGHT.containsKey(create.extension());
    catalog.put(new Extension(catalog.next(), create.extension(), brought));
    for (String type : BROUGHT.getOrDefault(create.extension(), List.of())) {
      if (catalog.typeIn(schema, type).isPresent()) {
        throw Catalog.refuse("42710", "type " + Catalog.shown(type) + " already exists");
      }
      catalog.put(new ExtensionType(catalog.next(), schema, type, create.extension()));
    }
  }
}
