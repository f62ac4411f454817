package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Rows.Cell;
import dev.dovetail.core.machine.Thing.Column;
import dev.dovetail.core.machine.Thing.Constraint;
import dev.dovetail.core.machine.Thing.Table;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Touches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** INSERT, UPDATE, DELETE, TRUNCATE and SELECT. */
final class RowStatements {

  private final Catalog catalog;
  private final RowTargets targets;

  RowStatements(Catalog catalog) {
    this.catalog = catalog;
    this.targets = new RowTargets(catalog);
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

  // ---- INSERT

  void insert(Statement.Insert insert) {
    Table table = targets.of(insert.table());
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
    targets.sideEffects(table);
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
    targets.sideEffects(table);
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
    new References(catalog).hold(table, row);
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
    Table table = targets.of(update.table());
    Scope scope = targets.scope(table, update.alias(), update.from());
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
    if (table.rows().empty() || targets.someEmpty(update.from())) {
      return;
    }
    targets.sideEffects(table);
    if (!update.from().isEmpty() || !(table.rows() instanceof Rows.Known known)) {
      boolean safe =
          values.entrySet().stream()
              .allMatch(set ->
                  cannotFail(set.getKey(), set.getValue()) && !constrained(table, set.getKey()));
      catalog.put(table.holding(Rows.unknown()));
      if (!safe) {
        Conditions.doubt(catalog, table, "whether an UPDATE can be done depends on the rows of ");
      }
      return;
    }
    update(table, known, values, where);
  }

  private static boolean cannotFail(Column column, Node node) {
    return switch (node) {
      case Node.LabelConst constant -> true;
      case Node.Const constant -> true;
      case Node.ColumnVar variable -> !column.notNull();
      default -> false;
    };
  }

  /** Whether a value of the column may be one that is not allowed. */
  private boolean constrained(Table table, Column column) {
    int number = column.number();
    return table.constraints().stream()
            .anyMatch(one -> one.columns().contains(number) || one.check().isPresent())
        || catalog.near(table.oid(), Thing.Index.class).stream()
            .anyMatch(index -> index.table() == table.oid() && index.unique())
        || catalog.near(table.oid(), Table.class).stream()
            .flatMap(other -> other.constraints().stream())
            .anyMatch(one ->
                one.kind() == ConstraintKind.FOREIGN_KEY
                    && one.referenced() == table.oid()
                    && one.referencedColumns().contains(number));
  }

  private void update(
      Table table, Rows.Known known, Map<Column, Node> values, Optional<Node> where) {
    List<Map<Integer, Cell>> rows = new ArrayList<>();
    List<Map<Integer, Cell>> former = new ArrayList<>();
    for (Map<Integer, Cell> row : known.rows()) {
      Evaluation evaluation = new Evaluation(catalog, table, row);
      Evaluation.Truth truth = where.map(evaluation::truth).orElse(Evaluation.Truth.TRUE);
      if (truth == Evaluation.Truth.FALSE || truth == Evaluation.Truth.NULL) {
        rows.add(row);
        continue;
      }
      boolean sure = truth == Evaluation.Truth.TRUE;
      Optional<Map<Integer, Cell>> after = changed(table, row, values, sure);
      former.add(row);
      if (after.isEmpty()) {
        Conditions.doubt(catalog, table, "which rows an UPDATE changes is not known in ");
        rows.add(row);
      } else {
        rows.add(sure ? after.get() : either(row, after.get()));
      }
    }
    Table updated = table.holding(new Rows.Known(rows));
    catalog.put(updated);
    if (!former.isEmpty()) {
      Set<Integer> numbers = new TreeSet<>();
      values.keySet().forEach(column -> numbers.add(column.number()));
      keys(updated, numbers);
      new References(catalog).updated(updated, numbers, former);
    }
  }

  /**
   * The row after an UPDATE; empty where it would be refused, and it is not sure that the row is
   * one of those that are changed.
   */
  private Optional<Map<Integer, Cell>> changed(
      Table table, Map<Integer, Cell> row, Map<Column, Node> values, boolean sure) {
    try {
      Evaluation evaluation = new Evaluation(catalog, table, row);
      Map<Integer, Cell> after = new TreeMap<>(row);
      values.forEach((column, node) ->
          after.put(
              column.number(),
              value(column, isDefault(node) ? Optional.empty() : Optional.of(node), evaluation)));
      table.columns().stream()
          .filter(Column::generated)
          .forEach(column -> after.put(column.number(), Cell.any()));
      if (evaluation.doubtful()) {
        Conditions.doubt(catalog, table, "whether an UPDATE can be done depends on the rows of ");
      }
      RowChecks checks = new RowChecks(catalog, table);
      checks.nulls(after);
      checks.checks(after);
      new References(catalog).hold(table, after);
      return Optional.of(after);
    } catch (Denial denial) {
      if (sure) {
        throw denial;
      }
      return Optional.empty();
    }
  }

  /** A row that may have been changed. */
  private static Map<Integer, Cell> either(Map<Integer, Cell> before, Map<Integer, Cell> after) {
    Map<Integer, Cell> either = new TreeMap<>(after);
    after.forEach((column, cell) -> {
      Cell former = before.getOrDefault(column, Cell.none());
      if (!former.equals(cell)) {
        boolean mayBeNull =
            former instanceof Cell.None
                || cell instanceof Cell.None
                || former instanceof Cell.Any
                || cell instanceof Cell.Any;
        either.put(column, mayBeNull ? Cell.any() : new Cell.Some(false));
      }
    });
    return either;
  }

  private void keys(Table table, Set<Integer> columns) {
    for (Constraint constraint : table.constraints()) {
      boolean key =
          constraint.kind() == ConstraintKind.PRIMARY_KEY
              || constraint.kind() == ConstraintKind.UNIQUE;
      if (key && constraint.columns().stream().anyMatch(columns::contains)) {
        RowChecks.distinct(catalog, table, constraint);
      }
    }
  }

  // ---- DELETE, TRUNCATE

  void delete(Statement.Delete delete) {
    Table table = targets.of(delete.table());
    Scope scope = targets.scope(table, delete.alias(), delete.using());
    Optional<Node> where = delete.where().map(given -> Conditions.read(catalog, scope, given));
    if (table.rows().empty() || targets.someEmpty(delete.using())) {
      return;
    }
    targets.sideEffects(table);
    References references = new References(catalog);
    boolean followed = where.isEmpty() || delete.using().isEmpty();
    if (!followed || !(table.rows() instanceof Rows.Known known)) {
      catalog.put(table.holding(where.isEmpty() ? Rows.none() : Rows.unknown()));
      references.deleted(catalog.table(table.oid()), Optional.empty());
      return;
    }
    List<Map<Integer, Cell>> rest = new ArrayList<>();
    List<Map<Integer, Cell>> gone = new ArrayList<>();
    boolean sure = true;
    for (Map<Integer, Cell> row : known.rows()) {
      Evaluation.Truth truth =
          where
              .map(node -> new Evaluation(catalog, table, row).truth(node))
              .orElse(Evaluation.Truth.TRUE);
      sure &= truth != Evaluation.Truth.UNSURE;
      (truth == Evaluation.Truth.TRUE ? gone : rest).add(row);
    }
    catalog.put(table.holding(sure ? new Rows.Known(rest) : Rows.unknown()));
    references.deleted(catalog.table(table.oid()), sure ? Optional.of(gone) : Optional.empty());
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
      for (Table other : catalog.near(oid, Table.class)) {
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
