package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.DomainType;
import dev.dovetail.core.machine.Thing.EnumType;
import dev.dovetail.core.machine.Thing.Housed;
import dev.dovetail.core.machine.Thing.Label;
import dev.dovetail.core.machine.Thing.Stored;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableConstraint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** CREATE, ALTER and DROP TYPE and DOMAIN. */
final class TypeStatements {

  private static final int LONGEST_LABEL = 63;

  private final Catalog catalog;

  TypeStatements(Catalog catalog) {
    this.catalog = catalog;
  }

  // ---- enums

  void create(Statement.CreateEnum create) {
    int schema = free(create.type());
    Set<String> seen = new HashSet<>();
    List<Label> labels = new ArrayList<>();
    int oid = catalog.next();
    for (int i = 0; i < create.labels().size(); i++) {
      String text = create.labels().get(i);
      checkLength(text);
      Origin place = i < create.places().size() ? create.places().get(i) : catalog.origin();
      labels.add(new Label(catalog.next(), text, place));
    }
    for (String text : create.labels()) {
      if (!seen.add(text)) {
        throw Catalog.refuse(
            "23505",
            "duplicate key value violates unique constraint \"pg_enum_typid_label_index\"");
      }
    }
    catalog.put(
        new EnumType(
            oid,
            schema,
            Identifiers.cut(create.type().name()),
            List.copyOf(labels),
            catalog.origin()));
    catalog.back(catalog.snapshot().freshType(oid));
  }

  /** The schema for a new type, after seeing that its name is free. */
  private int free(Name name) {
    int schema = catalog.creationSchema(name);
    refuseTaken(schema, Identifiers.cut(name.name()));
    return schema;
  }

  private void refuseTaken(int schema, String name) {
    if (catalog.typeIn(schema, name).isPresent()) {
      throw Catalog.refuse("42710", "type " + Catalog.shown(name) + " already exists");
    }
  }

  private static void checkLength(String label) {
    if (label.getBytes(StandardCharsets.UTF_8).length > LONGEST_LABEL) {
      throw Catalog.refuse("42602", "invalid enum label \"" + label + "\"");
    }
  }

  private EnumType existingEnum(Name name) {
    Housed type = catalog.existingType(name);
    if (type instanceof EnumType found) {
      return found;
    }
    throw Catalog.refuse("42809", catalog.visible(TypeRef.of(type.oid())) + " is not an enum");
  }

  void add(Statement.AddValue add) {
    EnumType type = existingEnum(add.type());
    checkLength(add.label());
    if (type.label(add.label()).isPresent()) {
      if (add.ifNotExists()) {
        return;
      }
      throw labelExists(add.label());
    }
    List<Label> labels = new ArrayList<>(type.labels());
    int at =
        switch (add.position()) {
          case Statement.Position.Last last -> labels.size();
          case Statement.Position.Before before -> labels.indexOf(neighbour(type, before.label()));
          case Statement.Position.After after -> labels.indexOf(neighbour(type, after.label())) + 1;
        };
    int id = catalog.next();
    labels.add(at, new Label(id, add.label(), catalog.origin()));
    catalog.put(type.with(labels));
    boolean usableAtOnce =
        catalog.version().newTypesTakeNewLabels()
            && catalog.snapshot().freshTypes().get(type.oid()).isPresent();
    if (!usableAtOnce) {
      catalog.back(catalog.snapshot().freshLabel(id));
    }
  }

  private static Denial labelExists(String label) {
    return Catalog.refuse("42710", "enum label " + Catalog.shown(label) + " already exists");
  }

  private static Label neighbour(EnumType type, String label) {
    return type.label(label)
        .orElseThrow(
            () -> Catalog.refuse("22023", Catalog.shown(label) + " is not an existing enum label"));
  }

  void rename(Statement.RenameValue rename) {
    EnumType type = existingEnum(rename.type());
    checkLength(rename.to());
    Label old = neighbour(type, rename.from());
    if (type.label(rename.to()).isPresent()) {
      throw labelExists(rename.to());
    }
    List<Label> labels = new ArrayList<>(type.labels());
    labels.set(labels.indexOf(old), new Label(old.id(), rename.to(), catalog.origin()));
    catalog.put(type.with(labels));
  }

  // ---- every type

  void rename(Statement.RenameType rename) {
    Housed type = catalog.existingType(rename.type());
    if (type instanceof Thing.Relation) {
      throw Catalog.refuse(
          "42809", catalog.visible(TypeRef.of(type.oid())) + " is a table's row type");
    }
    String to = Identifiers.cut(rename.to());
    refuseTaken(type.schema(), to);
    catalog.put(type.at(type.schema(), to));
  }

  void move(Statement.SetTypeSchema move) {
    Housed type = catalog.existingType(move.type());
    if (type instanceof Thing.Relation) {
      throw Catalog.refuse(
          "42809", catalog.visible(TypeRef.of(type.oid())) + " is a table's row type");
    }
    int schema = catalog.existingSchema(move.schema());
    if (schema == type.schema()) {
      return;
    }
    if (catalog.typeIn(schema, type.name()).isPresent()) {
      throw Catalog.refuse(
          "42710",
          "type "
              + Catalog.shown(type.name())
              + " already exists in schema "
              + Catalog.shown(move.schema()));
    }
    catalog.put(type.at(schema, type.name()));
  }

  void drop(Statement.DropType drop) {
    List<Item> targets = new ArrayList<>();
    String what = "desired object(s)";
    for (Name name : drop.types()) {
      boolean schemaMissing =
          name.schema().filter(schema -> catalog.schema(schema).isEmpty()).isPresent();
      Optional<Housed> type = catalog.type(name);
      if (type.isEmpty() && drop.ifExists()) {
        continue;
      }
      if (schemaMissing) {
        throw Catalog.refuse(
            "3F000", "schema " + Catalog.shown(name.schema().orElse("")) + " does not exist");
      }
      Housed found = type.orElseGet(() -> catalog.existingType(name));
      if (found instanceof Thing.Relation) {
        String shown = catalog.visible(TypeRef.of(found.oid()));
        throw Catalog.refuse(
            "2BP01", "cannot drop type " + shown + " because table " + shown + " requires it");
      }
      if (drop.domain() && !(found instanceof DomainType)) {
        throw Catalog.refuse(
            "42809", catalog.visible(TypeRef.of(found.oid())) + " is not a domain");
      }
      targets.add(new Item.Whole(found.oid()));
      what = "type " + catalog.visible(TypeRef.of(found.oid()));
    }
    if (!targets.isEmpty()) {
      new Drops(catalog)
          .drop(targets, drop.cascade(), targets.size() > 1 ? "desired object(s)" : what);
    }
  }

  void create(Statement.CreateComposite create) {
    int schema = catalog.creationSchema(create.type());
    List<Thing.Attribute> attributes = new ArrayList<>();
    create
        .attributes()
        .forEach(attribute ->
            attributes.add(
                new Thing.Attribute(attribute.name(), catalog.existingTypeRef(attribute.type()))));
    String name = Identifiers.cut(create.type().name());
    refuseRelation(schema, name);
    refuseTaken(schema, name);
    catalog.put(
        new Thing.CompositeType(
            catalog.next(), schema, name, List.copyOf(attributes), catalog.origin()));
  }

  private void refuseRelation(int schema, String name) {
    if (catalog.relationIn(schema, name).isPresent()) {
      throw Catalog.refuse("42P07", "relation " + Catalog.shown(name) + " already exists");
    }
  }

  void create(Statement.CreateRange create) {
    int schema = free(create.type());
    catalog.put(
        new Thing.RangeType(
            catalog.next(),
            schema,
            Identifiers.cut(create.type().name()),
            catalog.existingTypeRef(create.subtype()),
            catalog.origin()));
  }

  // ---- domains

  void create(Statement.CreateDomain create) {
    int schema = free(create.domain());
    TypeRef base = catalog.existingTypeRef(create.base());
    String name = Identifiers.cut(create.domain().name());
    Optional<Stored> value =
        create
            .defaultValue()
            .map(given -> Defaults.of(catalog, name, base, given))
            .orElseGet(() -> Domains.standard(catalog, base));
    DomainType domain =
        new DomainType(
            catalog.next(),
            schema,
            name,
            base,
            create.notNull(),
            value,
            List.of(),
            catalog.origin());
    catalog.put(domain);
    for (TableConstraint.Check check : create.checks()) {
      domain = domain.with(domain.notNull(), domain.value(), with(domain, check));
      catalog.put(domain);
    }
  }

  private List<Thing.Constraint> with(DomainType domain, TableConstraint.Check check) {
    Scope scope = Scope.value(new Node.Value("value", domain.base()));
    Node node = Conditions.read(catalog, scope, check.expression());
    String name =
        check
            .name()
            .map(Identifiers::cut)
            .orElseGet(() ->
                new NameChoice(catalog).constraint(domain.name(), "", "check", domain.schema()));
    if (domain.checks().stream().anyMatch(known -> known.name().equals(name))) {
      throw Catalog.refuse(
          "42710",
          "constraint "
              + Catalog.shown(name)
              + " for domain "
              + Catalog.shown(domain.name())
              + " already exists");
    }
    List<Thing.Constraint> checks = new ArrayList<>(domain.checks());
    checks.add(
        new Thing.Constraint(
            catalog.next(),
            name,
            ConstraintKind.CHECK,
            List.of(),
            0,
            0,
            List.of(),
            "",
            Optional.of(new Stored(node, check.source())),
            true,
            catalog.origin()));
    return checks;
  }

  void alter(Statement.AlterDomain alter) {
    Housed type = catalog.existingType(alter.domain());
    if (!(type instanceof DomainType domain)) {
      throw Catalog.refuse("42809", catalog.visible(TypeRef.of(type.oid())) + " is not a domain");
    }
    switch (alter.change()) {
      case Statement.DomainChange.SetDefault change ->
          catalog.put(
              domain.with(
                  domain.notNull(),
                  Defaults.of(catalog, domain.name(), domain.base(), change.value()),
                  domain.checks()));
      case Statement.DomainChange.DropDefault change ->
          catalog.put(domain.with(domain.notNull(), Optional.empty(), domain.checks()));
      case Statement.DomainChange.SetNotNull change -> {
        doubtRows(domain, "SET NOT NULL on the domain ");
        catalog.put(domain.with(true, domain.value(), domain.checks()));
      }
      case Statement.DomainChange.DropNotNull change ->
          catalog.put(domain.with(false, domain.value(), domain.checks()));
      case Statement.DomainChange.AddCheck change -> {
        if (!change.notValid()) {
          doubtRows(domain, "a check added to the domain ");
        }
        catalog.put(domain.with(domain.notNull(), domain.value(), with(domain, change.check())));
      }
      case Statement.DomainChange.DropConstraint change -> {
        List<Thing.Constraint> rest =
            domain.checks().stream().filter(check -> !check.name().equals(change.name())).toList();
        if (rest.size() == domain.checks().size() && !change.ifExists()) {
          throw Catalog.refuse(
              "42704",
              "constraint "
                  + Catalog.shown(change.name())
                  + " of domain "
                  + Catalog.shown(domain.name())
                  + " does not exist");
        }
        catalog.put(domain.with(domain.notNull(), domain.value(), rest));
      }
      case Statement.DomainChange.Immaterial change -> {}
    }
  }

  private void doubtRows(DomainType domain, String what) {
    for (Thing.Table table : catalog.all(Thing.Table.class)) {
      boolean used =
          table.columns().stream().anyMatch(column -> column.type().type() == domain.oid());
      if (used && !table.rows().empty()) {
        Conditions.doubt(catalog, table, what + domain.name() + " depends on the rows of ");
      }
    }
  }
}
