package dev.dovetail.sql;

import dev.dovetail.core.statement.ColumnDefinition;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.IndexKey;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableConstraint;
import dev.dovetail.core.statement.TypeName;
import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE TABLE and its columns. */
final class TableReader {

  private final Cursor cursor;
  private final ExpressionReader expressions;
  private final ConstraintReader constraints;

  TableReader(Cursor cursor, ExpressionReader expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.constraints = new ConstraintReader(cursor, expressions);
  }

  /** What stands between the brackets. */
  private static final class Elements {
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private final List<TableConstraint> constraints = new ArrayList<>();
    private final List<Name> like = new ArrayList<>();
  }

  /** After CREATE ... TABLE. */
  Statement createTable(boolean temporary) {
    boolean ifNotExists = cursor.acceptIfNotExists();
    Name table = cursor.name();
    if (cursor.is("of")) {
      throw Cursor.unknown("a typed table");
    }
    if (cursor.accept("partition", "of")) {
      return partition(table, ifNotExists, temporary);
    }
    if (!cursor.symbol("(") || plainNames()) {
      return tableAs(table, ifNotExists, temporary);
    }
    Elements elements = elements();
    List<Name> inherits = List.of();
    if (cursor.accept("inherits")) {
      cursor.expectSymbol("(");
      inherits = cursor.names();
      cursor.expectSymbol(")");
    }
    Optional<Statement.Partitioning> partitioning = partitioning();
    storage();
    cursor.expectEnd();
    return new Statement.CreateTable(
        table,
        ifNotExists,
        temporary,
        elements.columns,
        elements.constraints,
        partitioning,
        Optional.empty(),
        elements.like,
        inherits,
        Optional.empty());
  }

  /** Whether the brackets hold names alone, as before AS. */
  private boolean plainNames() {
    Token after = cursor.peek(2);
    return cursor.peek(1).kind() != Kind.SYMBOL && (after.symbol(",") || after.symbol(")"));
  }

  private Elements elements() {
    Elements elements = new Elements();
    cursor.expectSymbol("(");
    if (cursor.acceptSymbol(")")) {
      return elements;
    }
    do {
      if (cursor.accept("like")) {
        elements.like.add(cursor.name());
        while (cursor.isAny("including", "excluding")) {
          cursor.skip();
          cursor.label();
        }
      } else if (constraints.atTableConstraint()) {
        elements.constraints.add(constraints.tableConstraint().constraint());
      } else {
        elements.columns.add(column());
      }
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return elements;
  }

  private Optional<Statement.Partitioning> partitioning() {
    if (!cursor.accept("partition", "by")) {
      return Optional.empty();
    }
    String method = cursor.label().toUpperCase(java.util.Locale.ROOT);
    List<IndexKey> keys = constraints.indexKeys();
    return Optional.of(new Statement.Partitioning(method, keys));
  }

  private void storage() {
    if (cursor.accept("using")) {
      cursor.columnName();
    }
    if (cursor.is("with") && cursor.peek(1).symbol("(")) {
      cursor.skip();
      cursor.storageOptions();
    } else {
      cursor.accept("without", "oids");
    }
    if (cursor.accept("on", "commit")) {
      if (cursor.is("drop")) {
        throw Cursor.unknown("ON COMMIT DROP");
      }
      if (!cursor.accept("preserve", "rows")) {
        cursor.expect("delete", "rows");
      }
    }
    if (cursor.accept("tablespace")) {
      cursor.columnName();
    }
  }

  private Statement partition(Name table, boolean ifNotExists, boolean temporary) {
    Name parent = cursor.name();
    List<TableConstraint> own = new ArrayList<>();
    if (cursor.acceptSymbol("(")) {
      do {
        if (!constraints.atTableConstraint()) {
          throw Cursor.unknown("a partition with columns of its own");
        }
        own.add(constraints.tableConstraint().constraint());
      } while (cursor.acceptSymbol(","));
      cursor.expectSymbol(")");
    }
    int start = cursor.position();
    List<Expression> values = bound();
    String bound = cursor.textFrom(start);
    Optional<Statement.Partitioning> partitioning = partitioning();
    storage();
    cursor.expectEnd();
    return new Statement.CreateTable(
        table,
        ifNotExists,
        temporary,
        List.of(),
        own,
        partitioning,
        Optional.of(new Statement.PartitionOf(parent, values, bound)),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** FOR VALUES ... or DEFAULT. */
  List<Expression> bound() {
    if (cursor.accept("default")) {
      return List.of();
    }
    cursor.expect("for", "values");
    if (cursor.accept("with")) {
      cursor.skipParentheses();
      return List.of();
    }
    List<Expression> values = new ArrayList<>();
    if (cursor.accept("in")) {
      values.addAll(bracketed());
      return values;
    }
    cursor.expect("from");
    values.addAll(bracketed());
    cursor.expect("to");
    values.addAll(bracketed());
    return values;
  }

  private List<Expression> bracketed() {
    cursor.expectSymbol("(");
    List<Expression> values = expressions.expressions();
    cursor.expectSymbol(")");
    return values;
  }

  private Statement tableAs(Name table, boolean ifNotExists, boolean temporary) {
    List<String> names = cursor.symbol("(") ? cursor.columnList() : List.of();
    storage();
    cursor.expect("as");
    if (cursor.isAny("execute", "explain")) {
      throw Cursor.unknown("CREATE TABLE AS EXECUTE");
    }
    Query query = renamed(expressions.queries().query(), names);
    if (cursor.accept("with")) {
      cursor.accept("no");
      cursor.expect("data");
    }
    cursor.expectEnd();
    return new Statement.CreateTable(
        table,
        ifNotExists,
        temporary,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.of(query));
  }

  private static Query renamed(Query query, List<String> names) {
    if (names.isEmpty()) {
      return query;
    }
    List<Query.Item> items = new ArrayList<>(query.items());
    for (int i = 0; i < names.size(); i++) {
      boolean star =
          i >= items.size()
              || (items.get(i).expression() instanceof Expression.ColumnRef column
                  && column.column().equals("*"));
      if (star) {
        throw Cursor.unknown("new names for columns that are not listed");
      }
      items.set(i, new Query.Item(items.get(i).expression(), Optional.of(names.get(i))));
    }
    return new Query(
        items,
        query.from(),
        query.conditions(),
        query.rows(),
        query.orderBy(),
        query.plain(),
        query.text());
  }

  // ---- columns

  /** What the words after a column's type say. */
  private static final class Qualities {
    private boolean notNull;
    private Optional<Expression> defaultValue = Optional.empty();
    private Optional<Expression> generated = Optional.empty();
    private Optional<String> identity = Optional.empty();
    private final List<TableConstraint> constraints = new ArrayList<>();
  }

  ColumnDefinition column() {
    String name = cursor.columnName();
    TypeName type = expressions.types().type();
    if (cursor.isAny("storage", "compression")) {
      cursor.skip();
      cursor.label();
    }
    if (cursor.is("options")) {
      throw Cursor.unknown("a column of a foreign table");
    }
    Qualities qualities = new Qualities();
    boolean more = true;
    while (more) {
      more = quality(name, qualities);
    }
    return new ColumnDefinition(
        name,
        type,
        qualities.notNull,
        qualities.defaultValue,
        qualities.generated,
        qualities.identity,
        qualities.constraints);
  }

  /** Reads one of the words after a column's type; false where none stands. */
  private boolean quality(String column, Qualities qualities) {
    boolean named = cursor.is("constraint");
    Optional<String> name = constraints.name();
    List<String> columns = List.of(column);
    if (cursor.is("not") && !cursor.is("not", "deferrable") && !cursor.is("not", "enforced")) {
      cursor.skip();
      cursor.expect("null");
      qualities.notNull = true;
      cursor.accept("no", "inherit");
    } else if (cursor.accept("default")) {
      qualities.defaultValue = Optional.of(expressions.simpleExpression());
    } else if (cursor.accept("generated")) {
      generated(qualities);
    } else if (cursor.accept("primary")) {
      cursor.expect("key");
      qualities.constraints.add(constraints.primaryKey(name, columns, false).constraint());
    } else if (cursor.accept("unique")) {
      qualities.constraints.add(constraints.unique(name, columns, false).constraint());
    } else if (cursor.accept("check")) {
      qualities.constraints.add(constraints.check(name, Optional.of(column)).constraint());
    } else if (cursor.accept("references")) {
      qualities.constraints.add(constraints.references(name, columns).constraint());
    } else if (named && !cursor.is("null")) {
      throw cursor.error();
    } else if (cursor.is("not", "deferrable") || cursor.accept("initially", "immediate")) {
      cursor.accept("not", "deferrable");
    } else if (cursor.isAny("deferrable", "initially", "enforced")) {
      throw Cursor.unknown("a deferrable constraint in this place");
    } else if (cursor.is("not", "enforced")) {
      throw Cursor.unknown("a constraint that is not enforced");
    } else if (!named && cursor.accept("collate")) {
      cursor.name();
    } else {
      return cursor.accept("null");
    }
    return true;
  }

  private void generated(Qualities qualities) {
    boolean always = cursor.accept("always");
    if (!always) {
      cursor.expect("by", "default");
    }
    cursor.expect("as");
    if (cursor.accept("identity")) {
      qualities.identity = Optional.of(always ? "a" : "d");
      if (cursor.symbol("(")) {
        cursor.skipParentheses();
      }
      return;
    }
    if (!always || !cursor.symbol("(")) {
      throw cursor.error();
    }
    cursor.expectSymbol("(");
    Expression value = expressions.expression();
    cursor.expectSymbol(")");
    if (!cursor.accept("stored")) {
      throw Cursor.unknown("a virtual generated column");
    }
    qualities.generated = Optional.of(value);
  }
}
