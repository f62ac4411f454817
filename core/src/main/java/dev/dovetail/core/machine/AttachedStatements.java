package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Attached;
import dev.dovetail.core.machine.Thing.Attribute;
import dev.dovetail.core.machine.Thing.ColumnId;
import dev.dovetail.core.machine.Thing.Relation;
import dev.dovetail.core.machine.Thing.Routine;
import dev.dovetail.core.machine.Thing.Table;
import dev.dovetail.core.machine.Thing.View;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Statement.Kind;
import dev.dovetail.core.statement.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Views, functions, triggers, policies, rules and casts: what holds on to types and columns. */
final class AttachedStatements {

  private final Catalog catalog;

  AttachedStatements(Catalog catalog) {
    this.catalog = catalog;
  }

  // ---- views

  void create(Statement.CreateView create) {
    int schema = catalog.creationSchema(create.view());
    String name = Identifiers.cut(create.view().name());
    QueryAnalysis.Shape shape = new QueryAnalysis(catalog, Optional.empty()).read(create.query());
    List<Attribute> columns = columns(create, shape);
    Optional<Relation> old = catalog.relationIn(schema, name);
    if (old.isPresent()) {
      if (create.ifNotExists()) {
        return;
      }
      if (!create.orReplace()) {
        throw Catalog.refuse("42P07", "relation " + Catalog.shown(name) + " already exists");
      }
      replace(old.get(), create, columns, shape);
      return;
    }
    if (catalog.typeIn(schema, name).isPresent()) {
      throw Catalog.refuse("42710", "type " + Catalog.shown(name) + " already exists");
    }
    catalog.put(
        new View(
            catalog.next(),
            schema,
            name,
            create.materialized(),
            columns,
            shape.uses(),
            create.query().text(),
            catalog.origin()));
  }

  private static List<Attribute> columns(Statement.CreateView create, QueryAnalysis.Shape shape) {
    if (!shape.certain()) {
      return List.of();
    }
    List<Attribute> columns = new ArrayList<>();
    for (int i = 0; i < shape.columns().size(); i++) {
      Attribute column = shape.columns().get(i);
      columns.add(
          i < create.columns().size()
              ? new Attribute(create.columns().get(i), column.type())
              : column);
    }
    return List.copyOf(columns);
  }

  private void replace(
      Relation old,
      Statement.CreateView create,
      List<Attribute> columns,
      QueryAnalysis.Shape shape) {
    if (!(old instanceof View view)) {
      throw Catalog.refuse("42809", Catalog.shown(old.name()) + " is not a view");
    }
    for (int i = 0; i < view.columns().size() && !columns.isEmpty(); i++) {
      Attribute before = view.columns().get(i);
      if (i >= columns.size()) {
        throw Catalog.refuse("42P16", "cannot drop columns from view");
      }
      if (!columns.get(i).name().equals(before.name())) {
        throw Catalog.refuse(
            "42P16",
            "cannot change name of view column "
                + Catalog.shown(before.name())
                + " to "
                + Catalog.shown(columns.get(i).name()));
      }
      if (!columns.get(i).type().same(before.type())) {
        throw Catalog.refuse(
            "42P16",
            "cannot change data type of view column "
                + Catalog.shown(before.name())
                + " from "
                + catalog.visible(before.type())
                + " to "
                + catalog.visible(columns.get(i).type()));
      }
    }
    catalog.put(
        new View(
            view.oid(),
            view.schema(),
            view.name(),
            view.materialized(),
            columns,
            shape.uses(),
            create.query().text(),
            catalog.origin()));
  }

  // ---- functions

  void create(Statement.CreateFunction create) {
    if (create.atomic() && !catalog.version().knowsAtomicBodies()) {
      throw Catalog.refuse("42601", "syntax error: bodies of SQL came with PostgreSQL 14");
    }
    int schema = catalog.creationSchema(create.function());
    String name = Identifiers.cut(create.function().name());
    List<TypeRef> inputs = types(create.inputs());
    List<TypeRef> mentioned = types(create.mentioned());
    Uses body = Uses.NONE;
    if (create.language().equalsIgnoreCase("sql") || create.atomic()) {
      Uses read = body(create, inputs);
      body = create.atomic() ? read : Uses.NONE;
    }
    Optional<Routine> old =
        catalog.routines(create.function()).stream()
            .filter(routine -> routine.schema() == schema && same(routine.inputs(), inputs))
            .findFirst();
    if (old.isPresent() && !create.orReplace()) {
      throw Catalog.refuse(
          "42723", "function " + Catalog.shown(name) + " already exists with same argument types");
    }
    int oid = old.isPresent() ? old.get().oid() : catalog.next();
    List<TypeRef> signature = new ArrayList<>(inputs);
    signature.addAll(mentioned);
    catalog.put(
        new Routine(
            oid, schema, name, List.copyOf(inputs), Uses.types(signature), body, catalog.origin()));
  }

  private static boolean same(List<TypeRef> one, List<TypeRef> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!one.get(i).same(other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private List<TypeRef> types(List<TypeName> names) {
    List<TypeRef> types = new ArrayList<>();
    for (TypeName name : names) {
      types.add(catalog.existingTypeRef(name));
    }
    return types;
  }

  /** The body of a function in SQL is read when it is created; its arguments are not told here. */
  private Uses body(Statement.CreateFunction create, List<TypeRef> inputs) {
    Uses uses = Uses.NONE;
    if (create.atomic()) {
      uses = uses.andWords(QueryAnalysis.words(create.body()));
    }
    Scope arguments = new Scope(List.of(), !inputs.isEmpty(), Optional.empty());
    for (Statement statement : create.queries()) {
      if (statement instanceof Statement.Select select) {
        uses =
            uses.and(
                new QueryAnalysis(catalog, Optional.of(arguments)).read(select.query()).uses());
      } else if (inputs.isEmpty()) {
        Catalog trial = new Catalog(catalog.snapshot(), catalog.version(), catalog.origin());
        new Execution(trial, true).run(statement);
      }
    }
    return uses;
  }

  void drop(Statement.DropFunction drop) {
    List<Routine> named = catalog.routines(drop.function());
    List<Routine> found = new ArrayList<>(named);
    if (drop.inputs().isPresent()) {
      List<TypeRef> inputs = new ArrayList<>();
      for (TypeName type : drop.inputs().get()) {
        Optional<TypeRef> known = catalog.typeRef(type);
        if (known.isEmpty() && drop.ifExists()) {
          return;
        }
        inputs.add(known.orElseGet(() -> catalog.existingTypeRef(type)));
      }
      found.removeIf(routine -> !same(routine.inputs(), inputs));
    }
    if (found.isEmpty()) {
      if (drop.ifExists()) {
        return;
      }
      throw Catalog.refuse("42883", "function " + drop.function().name() + "() does not exist");
    }
    if (found.size() > 1) {
      throw Catalog.refuse(
          "42725", "function name " + Catalog.shown(drop.function()) + " is not unique");
    }
    new Drops(catalog)
        .drop(
            List.of(new Item.Whole(found.get(0).oid())),
            drop.cascade(),
            "function " + signature(found.get(0)));
  }

  private String signature(Routine routine) {
    List<String> types = new ArrayList<>();
    routine.inputs().forEach(type -> types.add(catalog.visible(type.plain())));
    return routine.name() + "(" + String.join(",", types) + ")";
  }

  // ---- triggers, policies, rules

  void create(Statement.CreateTrigger create) {
    Relation relation = catalog.existingRelation(create.table());
    int function = function(create.function());
    Uses uses = Uses.NONE;
    List<ColumnId> columns = new ArrayList<>();
    if (relation instanceof Table table) {
      for (String name : create.columns()) {
        columns.add(
            new ColumnId(
                table.oid(),
                table.column(name).orElseThrow(() -> AlterTable.noColumn(table, name)).number()));
      }
      if (create.when().isPresent()) {
        Scope rows =
            new Scope(
                List.of(Scope.source(table, "new"), Scope.source(table, "old")),
                false,
                Optional.empty());
        uses = Uses.of(Conditions.read(catalog, rows, create.when().get()));
      }
    }
    attach(
        create.trigger(),
        Kind.TRIGGER,
        relation,
        uses.andColumns(columns),
        function,
        create.orReplace());
  }

  private int function(Name name) {
    List<Routine> routines =
        catalog.routines(name).stream().filter(routine -> routine.inputs().isEmpty()).toList();
    if (routines.isEmpty()) {
      if (Functions.known(name.name())
          || name.name().startsWith("tsvector_update_trigger")
          || name.name().equals("suppress_redundant_updates_trigger")
          || !catalog.all(Thing.Extension.class).isEmpty()) {
        return 0;
      }
      throw Catalog.refuse("42883", "function " + name.name() + "() does not exist");
    }
    return routines.get(0).oid();
  }

  void create(Statement.CreatePolicy create) {
    Table table = catalog.existingTable(create.table());
    attach(create.policy(), Kind.POLICY, table, uses(table, create.expressions()), 0, false);
  }

  void create(Statement.CreateRule create) {
    Relation relation = catalog.existingRelation(create.table());
    Uses uses = relation instanceof Table table ? uses(table, create.expressions()) : Uses.NONE;
    attach(create.rule(), Kind.RULE, relation, uses, 0, create.orReplace());
  }

  private Uses uses(Table table, List<Expression> expressions) {
    Scope scope =
        new Scope(
            List.of(
                Scope.source(table, table.name()),
                Scope.source(table, "new"),
                Scope.source(table, "old")),
            true,
            Optional.empty());
    return Uses.of(new Analysis(catalog, scope).read(expressions));
  }

  private void attach(
      String wanted, Kind kind, Relation relation, Uses uses, int function, boolean orReplace) {
    String name = Identifiers.cut(wanted);
    Optional<Attached> old = attached(name, kind, relation.oid());
    if (old.isPresent() && !orReplace) {
      throw Catalog.refuse(
          "42710",
          word(kind)
              + " "
              + Catalog.shown(name)
              + " for "
              + (kind == Kind.POLICY ? "table " : "relation ")
              + Catalog.shown(relation.name())
              + " already exists");
    }
    int oid = old.isPresent() ? old.get().oid() : catalog.next();
    catalog.put(
        new Attached(oid, name, kind, relation.oid(), uses, function, "", catalog.origin()));
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private Optional<Attached> attached(String name, Kind kind, int table) {
    catalog.consult(name);
    return catalog.snapshot().named(name).stream()
        .filter(Attached.class::isInstance)
        .map(Attached.class::cast)
        .filter(attached -> attached.kind() == kind && attached.table() == table)
        .findFirst();
  }

  void drop(Statement.DropOnTable drop) {
    Optional<Relation> relation = catalog.relation(drop.table());
    if (relation.isEmpty() && drop.ifExists()) {
      return;
    }
    Relation on = relation.orElseGet(() -> catalog.existingRelation(drop.table()));
    Optional<Attached> attached = attached(drop.name(), drop.kind(), on.oid());
    if (attached.isEmpty()) {
      if (drop.ifExists()) {
        return;
      }
      throw Catalog.refuse(
          "42704",
          word(drop.kind())
              + " "
              + Catalog.shown(drop.name())
              + " for "
              + (drop.kind() == Kind.RULE ? "relation " : "table ")
              + Catalog.shown(on.name())
              + " does not exist");
    }
    new Drops(catalog)
        .drop(
            List.of(new Item.Whole(attached.get().oid())),
            drop.cascade(),
            word(drop.kind()) + " " + drop.name() + " on table " + on.name());
  }

  // ---- casts and comments

  void create(Statement.CreateCast create) {
    TypeRef from = catalog.existingTypeRef(create.from());
    TypeRef to = catalog.existingTypeRef(create.to());
    boolean known =
        catalog.all(Thing.Cast.class).stream()
            .anyMatch(cast -> cast.from().same(from) && cast.to().same(to));
    if (known) {
      throw Catalog.refuse(
          "42710",
          "cast from type "
              + catalog.visible(from)
              + " to type "
              + catalog.visible(to)
              + " already exists");
    }
    catalog.put(new Thing.Cast(catalog.next(), "", from.plain(), to.plain()));
  }

  void comment(Statement.CommentOn comment) {
    switch (comment.kind()) {
      case TABLE, VIEW, MATERIALIZED_VIEW, INDEX, SEQUENCE ->
          catalog.existingRelation(comment.object());
      case COLUMN -> {
        Relation relation = catalog.existingRelation(comment.object());
        if (relation instanceof Table table && comment.detail().isPresent()) {
          String name = comment.detail().get();
          if (table.column(name).isEmpty()) {
            throw AlterTable.noColumn(table, name);
          }
        }
      }
      case TYPE, DOMAIN -> {
        if (Builtin.named(comment.object().name()).isEmpty()) {
          catalog.existingType(comment.object());
        }
      }
      case SCHEMA -> catalog.existingSchema(comment.object().name());
      case CONSTRAINT, FUNCTION, TRIGGER, POLICY, RULE, EXTENSION, OTHER -> {}
    }
  }
}
