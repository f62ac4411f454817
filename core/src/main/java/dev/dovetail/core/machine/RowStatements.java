package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Rows.Cell;
import dev.dovetail.core.machine.Thing.Column;
import dev.dovetail.core.machine.Thing.Constraint;
import dev.dovetail.core.machine.Thing.Relation;
import dev.dovetail.core.machine.Thing.Table;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Statement.Kind;
import dev.dovetail.core.statement.Touches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** INSERT, UPDATE, DELETE, TRUNCATE and SELECT. */
final class RowStatements {

  private final Catalog catalog;

  RowStatements(Catalog catalog) {
    this.catalog = catalog;
  }

  static Rows with(Rows.Known known, int column, Cell cell) {
    List<Map<Integer, Cell>> rows = new ArrayList<>();
    for (Map<Integer, Cell> row : known.rows()) {
      Map<Integer, Cell> longer = new TreeMap<>(row);
      longer.put(column, cell);
      rows.add(longer);
    }
    return new Rows.Known(rows);
  }

  /** The table to write; empty where it is a view, through which anything may happen. */
  private Optional<Table> target(Name name) {
    if (SystemRelations.is(name)) {
      throw new Unclear("the catalog itself is changed", Touches.anything());
    }
    Optional<Relation> relation = catalog.relation(name);
    if (relation.isEmpty()) {
      throw Catalog.refuse("42P01", "relation " + Catalog.shown(name) + " does not exist");
    }
    if (relation.get() instanceof Table table) {
      return Optional.of(table);
    }
    if (relation.get() instanceof Thing.View) {
      throw new Unclear("rows are changed through the view " + name, new Touches.Rows(List.of()));
    }
    throw Catalog.refuse("42809", "cannot change " + name);
  }

  /** What triggers, rules and partitions may do to rows is not followed. */
  private void sideEffects(Table table) {
    boolean triggered =
        catalog.all(Thing.Attached.class).stream()
            .anyMatch(
                attached -> attached.table() == table.oid() && attached.kind() != Kind.POLICY);
    if (triggered) {
      throw new Unclear(
          "a trigger or rule of " + table.name() + " may change rows", new Touches.Rows(List.of()));
    }
    boolean related =
        table.partition().method().isPresent()
            || table.partition().of().isPresent()
            || !table.parents().isEmpty();
    if (related) {
      throw new Unclear(
          "the rows of partitions and heirs of " + table.name() + " are not followed",
          new Touches.Rows(family(table)));
    }
  }

  private List<String> family(Table table) {
    List<String> names = new ArrayList<>();
    Table root = table;
    for (int i = 0; i < 32; i++) {
      Optional<Integer> parent = root.partition().of().or(rootParent(root));
      if (parent.isEmpty()) {
        break;
      }
      root = catalog.table(parent.get());
    }
    names.add(root.name());
    Partitions.below(catalog, root).forEach(child -> names.add(child.name()));
    return names;
  }

  private static java.util.function.Supplier<Optional<Integer>> rootParent(Table table) {
    return () -> table.parents().stream().findFirst();
  }

  // ---- INSERT

  void insert(Statement.Insert insert) {
    Table table = target(insert.table()).orElseThrow();
    List<Column> columns = columns(table, insert);
    List<List<Node>> rows = new ArrayList<>();
    for (List<Expression> row : insert.rows()) {
      rows.add(values(columns, row, !insert.columns().isEmpty()));
    }
    if (insert.query().isPresent()) {
      insert(table, columns, insert);
      return;
    }
    if (insert.rows().isEmpty()) {
      rows.add(List.of());
    }
    sideEffects(table);
    for (List<Node> row : rows) {
      Map<Integer, Cell> cells = new TreeMap<>();
      boolean doubtful = false;
      for (Column column : table.columns()) {
        int at = columns.indexOf(column);
        Optional<Node> given =
            at >= 0 && at < row.size() && !isDefault(row.get(at))
                ? Optional.of(row.get(at))
                : Optional.empty();
        Evaluation evaluation = new Evaluation(catalog, table, cells);
        cells.put(column.number(), value(column, given, evaluation));
        doubtful |= evaluation.doubtful();
      }
      if (doubtful) {
        Conditions.doubt(
            catalog, table, "whether a value can be stored is not known for a row of ");
      }
      store(table.oid(), cells, insert.onConflict());
    }
  }

  private static boolean isDefault(Node node) {
    return node instanceof Node.Dark dark && dark.text().equals("DEFAULT");
  }

  private Cell value(Column column, Optional<Node> given, Evaluation evaluation) {
    if (given.isPresent()) {
      return evaluation.cell(Folding.sized(given.get(), column));
    }
    if (column.identity().isPresent()) {
      return new Cell.Some(true);
    }
    if (column.generated()) {
      return Cell.any();
    }
    Optional<Thing.Stored> value =
        column.value().or(() -> Domains.standard(catalog, column.type()));
    return value
        .map(stored -> evaluation.cell(Folding.sized(stored.node(), column)))
        .orElse(Cell.none());
  }

  private List<Column> columns(Table table, Statement.Insert insert) {
    if (insert.columns().isEmpty()) {
      return table.columns();
    }
    List<Column> columns = new ArrayList<>();
    for (String name : insert.columns()) {
      Column column = table.column(name).orElseThrow(() -> AlterTable.noColumn(table, name));
      if (columns.contains(column)) {
        throw Catalog.refuse(
            "42701", "column " + Catalog.shown(name) + " specified more than once");
      }
      columns.add(column);
    }
    return columns;
  }

  private List<Node> values(List<Column> columns, List<Expression> row, boolean named) {
    if (row.size() > columns.size()) {
      throw Catalog.refuse("42601", "INSERT has more expressions than target columns");
    }
    if (named && row.size() < columns.size()) {
      throw Catalog.refuse("42601", "INSERT has more target columns than expressions");
    }
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      nodes.add(value(columns.get(i), row.get(i), Scope.NONE, "insert into"));
    }
    return nodes;
  }

  private Node value(Column column, Expression expression, Scope scope, String verb) {
    if (expression instanceof Expression.Default) {
      return new Node.Dark("DEFAULT", List.of());
    }
    if (column.generated()
        || verb.equals("update") && column.identity().filter("a"::equals).isPresent()) {
      throw Catalog.refuse(
          "428C9",
          verb.equals("update")
              ? "column " + Catalog.shown(column.name()) + " can only be updated to DEFAULT"
              : "cannot insert a non-DEFAULT value into column " + Catalog.shown(column.name()));
    }
    if (column.identity().filter("a"::equals).isPresent()) {
      throw Catalog.unclear(
          "whether a value may be given to the identity column "
              + column.name()
              + " depends on OVERRIDING",
          column.name());
    }
    return Assignment.to(
        catalog, new Analysis(catalog, scope).read(expression), column.name(), column.type(), "");
  }

  private void insert(Table table, List<Column> columns, Statement.Insert insert) {
    Query query = insert.query().orElseThrow();
    QueryAnalysis.Shape shape =
        new QueryAnalysis(catalog, Optional.empty()).keepingLiterals().read(query);
    List<Node> items = shape.nodes();
    if (query.plain() && items.size() == shape.columns().size()) {
      if (items.size() > columns.size()) {
        throw Catalog.refuse("42601", "INSERT has more expressions than target columns");
      }
      if (!insert.columns().isEmpty() && items.size() < columns.size() && shape.certain()) {
        throw Catalog.refuse("42601", "INSERT has more target columns than expressions");
      }
      for (int i = 0; i < items.size(); i++) {
        Assignment.to(catalog, items.get(i), columns.get(i).name(), columns.get(i).type(), "");
      }
    }
    sideEffects(table);
    if (!Queries.empty(catalog, query)) {
      throw new Unclear(
          "which rows a query inserts is not followed", new Touches.Rows(List.of(table.name())));
    }
  }

  /** Puts a row into a table after seeing that it may stand there. */
  private void store(int oid, Map<Integer, Cell> row, boolean onConflict) {
    Table table = catalog.table(oid);
    RowChecks checks = new RowChecks(catalog, table);
    checks.nulls(row);
    checks.checks(row);
    Rows.Known others =
        table.rows() instanceof Rows.Known known ? known : new Rows.Known(List.of());
    boolean mayConflict = checks.unique(row, others.rows(), onConflict);
    checks.foreignKeys(row);
    if (onConflict && mayConflict
        || table.rows() instanceof Rows.Unknown
        || others.rows().size() >= Rows.LIMIT) {
      catalog.put(table.holding(Rows.unknown()));
      return;
    }
    List<Map<Integer, Cell>> rows = new ArrayList<>(others.rows());
    rows.add(row);
    catalog.put(table.holding(new Rows.Known(rows)));
  }

  // ---- UPDATE

  void update(Statement.Update update) {
    Table table = target(update.table()).orElseThrow();
    Scope scope = scope(table, update.alias(), update.from());
    Optional<Node> where = update.where().map(given -> Conditions.read(catalog, scope, given));
    Map<Column, Node> values = new java.util.LinkedHashMap<>();
    for (Statement.Assignment assignment : update.assignments()) {
      Column column =
          table
              .column(assignment.column())
              .orElseThrow(() -> AlterTable.noColumn(table, assignment.column()));
      if (values.containsKey(column)) {
        throw Catalog.refuse(
            "42601", "multiple assignments to same column " + Catalog.shown(column.name()));
      }
      values.put(column, value(column, assignment.value(), scope, "update"));
    }
    values.forEach((column, value) -> Folding.tryOut(catalog, table, column, value));
    if (table.rows().empty() || someEmpty(update.from())) {
      return;
    }
    sideEffects(table);
    if (!update.from().isEmpty() || !(table.rows() instanceof Rows.Known known)) {
      boolean safe = values.values().stream().allMatch(RowStatements::cannotFail);
      catalog.put(table.holding(Rows.unknown()));
      if (!safe || values.keySet().stream().anyMatch(column -> constrained(table, column))) {
        Conditions.doubt(catalog, table, "whether an UPDATE can be done depends on the rows of ");
      }
      return;
    }
    update(table, known, values, where);
  }

  private static boolean cannotFail(Node node) {
    return node instanceof Node.LabelConst
        || node instanceof Node.Const
        || node instanceof Node.ColumnVar;
  }

  private static boolean constrained(Table table, Column column) {
    return table.constraints().stream()
        .anyMatch(constraint -> constraint.columns().contains(column.number()));
  }

  private void update(
      Table table, Rows.Known known, Map<Column, Node> values, Optional<Node> where) {
    List<Map<Integer, Cell>> rows = new ArrayList<>();
    RowChecks checks = new RowChecks(catalog, table);
    boolean changed = false;
    for (Map<Integer, Cell> row : known.rows()) {
      Evaluation evaluation = new Evaluation(catalog, table, row);
      Evaluation.Truth truth = where.map(evaluation::truth).orElse(Evaluation.Truth.TRUE);
      if (truth == Evaluation.Truth.FALSE || truth == Evaluation.Truth.NULL) {
        rows.add(row);
        continue;
      }
      Map<Integer, Cell> after = new TreeMap<>(row);
      values.forEach((column, node) ->
          after.put(
              column.number(),
              value(column, isDefault(node) ? Optional.empty() : Optional.of(node), evaluation)));
      table.columns().stream()
          .filter(Column::generated)
          .forEach(column -> after.put(column.number(), Cell.any()));
      changed = true;
      if (truth == Evaluation.Truth.UNSURE || evaluation.doubtful()) {
        catalog.put(table.holding(Rows.unknown()));
        Conditions.doubt(catalog, table, "which rows an UPDATE changes is not known in ");
        return;
      }
      checks.nulls(after);
      checks.checks(after);
      checks.foreignKeys(after);
      rows.add(after);
    }
    Table updated = table.holding(new Rows.Known(rows));
    catalog.put(updated);
    if (changed) {
      values.keySet().forEach(column -> keys(updated, column));
    }
  }

  private void keys(Table table, Column column) {
    for (Constraint constraint : table.constraints()) {
      boolean key =
          constraint.kind() == ConstraintKind.PRIMARY_KEY
              || constraint.kind() == ConstraintKind.UNIQUE;
      if (key && constraint.columns().contains(column.number())) {
        RowChecks.distinct(catalog, table, constraint);
      }
    }
    referencedFrom(table, "UPDATE");
  }

  // ---- DELETE, TRUNCATE

  void delete(Statement.Delete delete) {
    Table table = target(delete.table()).orElseThrow();
    Scope scope = scope(table, delete.alias(), delete.using());
    Optional<Node> where = delete.where().map(given -> Conditions.read(catalog, scope, given));
    if (table.rows().empty() || someEmpty(delete.using())) {
      return;
    }
    sideEffects(table);
    referencedFrom(table, "DELETE");
    if (where.isEmpty()) {
      catalog.put(table.holding(Rows.none()));
      return;
    }
    if (!delete.using().isEmpty() || !(table.rows() instanceof Rows.Known known)) {
      catalog.put(table.holding(Rows.unknown()));
      return;
    }
    List<Map<Integer, Cell>> rest = new ArrayList<>();
    for (Map<Integer, Cell> row : known.rows()) {
      Evaluation.Truth truth = new Evaluation(catalog, table, row).truth(where.get());
      if (truth == Evaluation.Truth.UNSURE) {
        catalog.put(table.holding(Rows.unknown()));
        return;
      }
      if (truth != Evaluation.Truth.TRUE) {
        rest.add(row);
      }
    }
    catalog.put(table.holding(new Rows.Known(rest)));
  }

  /** Rows of other tables may go, change or forbid what is done here. */
  private void referencedFrom(Table table, String verb) {
    for (Table other : catalog.all(Table.class)) {
      boolean refers =
          other.constraints().stream()
              .anyMatch(constraint ->
                  constraint.kind() == ConstraintKind.FOREIGN_KEY
                      && constraint.referenced() == table.oid());
      if (refers && !other.rows().empty()) {
        catalog.put(catalog.table(other.oid()).holding(Rows.unknown()));
        Conditions.doubt(
            catalog,
            other,
            "a foreign key may forbid " + verb + " on " + table.name() + " by the rows of ");
      }
    }
  }

  void truncate(Statement.Truncate truncate) {
    List<Table> tables = new ArrayList<>();
    truncate.tables().forEach(name -> tables.add(catalog.existingTable(name)));
    for (int i = 0; i < tables.size(); i++) {
      int oid = tables.get(i).oid();
      tables.addAll(
          Partitions.below(catalog, tables.get(i)).stream()
              .filter(child -> !tables.contains(child))
              .toList());
      for (Table other : catalog.all(Table.class)) {
        boolean refers =
            other.constraints().stream()
                .anyMatch(constraint ->
                    constraint.kind() == ConstraintKind.FOREIGN_KEY
                        && constraint.referenced() == oid);
        if (refers && tables.stream().noneMatch(table -> table.oid() == other.oid())) {
          if (!truncate.cascade()) {
            throw Catalog.refuse(
                "0A000", "cannot truncate a table referenced in a foreign key constraint");
          }
          tables.add(other);
        }
      }
    }
    tables.forEach(table -> catalog.put(catalog.table(table.oid()).holding(Rows.none())));
  }

  private Scope scope(Table table, Optional<String> alias, List<Query.Source> others) {
    List<Scope.Source> sources = new ArrayList<>();
    sources.add(Scope.source(table, alias.orElse(table.name())));
    boolean open = false;
    for (Query.Source other : others) {
      Optional<Relation> relation = catalog.relation(other.table());
      if (relation.isPresent()) {
        sources.add(Scope.source(relation.get(), other.alias().orElse(other.table().name())));
      } else {
        open = true;
      }
    }
    return new Scope(sources, open || !others.isEmpty(), Optional.empty());
  }

  private boolean someEmpty(List<Query.Source> sources) {
    return !sources.isEmpty()
        && sources.stream()
            .anyMatch(source ->
                catalog
                    .relation(source.table(), Table.class)
                    .filter(table -> table.rows().empty())
                    .isPresent());
  }

  // ---- SELECT

  void select(Query query) {
    QueryAnalysis.Shape shape = new QueryAnalysis(catalog, Optional.empty()).read(query);
    for (int routine : shape.uses().routines()) {
      Optional<Thing.Routine> called = catalog.thing(routine, Thing.Routine.class);
      if (called.isPresent()) {
        throw new Unclear("the function " + called.get().name() + " is called", Touches.anything());
      }
    }
    if (query.from().isEmpty() && query.plain()) {
      Table none =
          new Table(
              0,
              0,
              "",
              List.of(),
              0,
              List.of(),
              Thing.Partition.NONE,
              List.of(),
              Rows.none(),
              catalog.origin());
      shape.nodes().forEach(node -> new Evaluation(catalog, none, Map.of()).cell(node));
    }
  }
}
