package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.migrations.alembic.RowStatements.Described;
import dev.dovetail.migrations.alembic.RowStatements.Link;
import dev.dovetail.python.value.ListValue;
import dev.dovetail.python.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A query that is built of objects: {@code sa.select(t.c.id).where(t.c.state == "open")}. It is
 * read where it asks one table that the migration describes, for columns whose values come back as
 * they are kept.
 */
final class BuiltQuery {

  private static final int LARGEST = 1_000;

  private final RowStatements rows;
  private final Value.Constructed select;
  private final Origin at;
  private final Map<String, Described> from = new LinkedHashMap<>();

  BuiltQuery(RowStatements rows, Value.Constructed select) {
    this.rows = rows;
    this.select = select;
    this.at = select.at();
  }

  String sql(List<Link> links) {
    List<String> items = new ArrayList<>();
    wanted().forEach(value -> item(value, items));
    List<String> where = new ArrayList<>();
    StringBuilder end = new StringBuilder();
    for (Link link : links) {
      List<Value> given = link.given().from(0);
      given.forEach(this::findTables);
      switch (link.method()) {
        case "where", "filter" ->
            given.forEach(clause -> where.add("(" + rows.expression(clause, at) + ")"));
        case "select_from" -> {}
        case "order_by" ->
            end.append(" ORDER BY ")
                .append(
                    String.join(
                        ", ", given.stream().map(key -> rows.expression(key, at)).toList()));
        default -> throw new Unreadable("a query with " + link.method() + "() is not known", at);
      }
    }
    if (from.size() != 1 || items.isEmpty()) {
      throw new Unreadable("a query of other than one table is not read", at);
    }
    String condition = where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where);
    String table = from.values().iterator().next().sql();
    return "SELECT " + String.join(", ", items) + " FROM " + table + condition + end;
  }

  /** What is asked for; until 1.4 it may be given as a list. */
  private List<Value> wanted() {
    List<Value> given = new Given(select.arguments(), at).from(0);
    return given.size() == 1 && given.getFirst() instanceof ListValue list && rows.is14()
        ? Given.elements(list, at)
        : given;
  }

  private void item(Value value, List<String> items) {
    findTables(value);
    if (value instanceof Value.Constructed made && isTable(made)) {
      Described table = rows.table(made, at);
      table.columns().values().forEach(type -> refuseObjects(Optional.of(type)));
      table.columns().keySet().forEach(name -> items.add(Sql.name(name)));
    } else {
      refuseObjects(rows.typeOf(value, at));
      items.add(rows.expression(value, at));
    }
  }

  /** What SQLAlchemy makes of a value that it reads for a class of the program is no text. */
  private void refuseObjects(Optional<ColumnType> type) {
    if (type.flatMap(ColumnType::enumType).flatMap(EnumType::source).isPresent()) {
      throw new Unreadable("a query that gives members of an enum is not read", at);
    }
  }

  private static boolean isTable(Value.Constructed made) {
    return made.callee().equals("sqlalchemy.table")
        || made.callee().equals("sqlalchemy.Table")
        || made.callee().equals("alembic.op.create_table");
  }

  /** The tables whose columns an expression names. */
  private void findTables(Value expression) {
    Deque<Value> open = new ArrayDeque<>(List.of(expression));
    for (int seen = 0; !open.isEmpty(); seen++) {
      if (seen > LARGEST) {
        throw new Unreadable("a query of this size is not read", at);
      }
      if (open.pop() instanceof Value.Constructed made) {
        if (isTable(made)) {
          Described table = rows.table(made, at);
          from.put(table.sql(), table);
        } else {
          open.addAll(made.arguments().positional());
          made.receiver().ifPresent(open::push);
        }
      }
    }
  }
}
