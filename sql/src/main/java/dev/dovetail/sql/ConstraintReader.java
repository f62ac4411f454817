package dev.dovetail.sql;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.IndexKey;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.TableConstraint;
import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Constraints of tables and columns, and the keys of indexes. */
final class ConstraintReader {

  private final Cursor cursor;
  private final ExpressionReader expressions;

  ConstraintReader(Cursor cursor, ExpressionReader expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  /** A constraint, and whether NOT VALID stands after it. */
  record Written(TableConstraint constraint, boolean notValid) {}

  boolean atTableConstraint() {
    return cursor.isAny("constraint", "check", "unique", "primary", "foreign")
        || cursor.is("exclude") && (cursor.peek(1).symbol("(") || cursor.peek(1).word("using"));
  }

  Written tableConstraint() {
    Optional<String> name = name();
    if (cursor.accept("check")) {
      return check(name, Optional.empty());
    }
    if (cursor.accept("unique")) {
      return unique(name, List.of(), true);
    }
    if (cursor.accept("primary")) {
      cursor.expect("key");
      return primaryKey(name, List.of(), true);
    }
    if (cursor.accept("foreign")) {
      cursor.expect("key");
      List<String> columns = cursor.columnList();
      cursor.expect("references");
      return references(name, columns);
    }
    if (cursor.accept("exclude")) {
      return exclusion(name);
    }
    if (cursor.is("not", "null")) {
      throw Cursor.unknown("a NOT NULL constraint of a table");
    }
    throw cursor.error();
  }

  Optional<String> name() {
    return cursor.accept("constraint") ? Optional.of(cursor.columnName()) : Optional.empty();
  }

  /** From the bracket on; {@code column} where it stands with a column. */
  Written check(Optional<String> name, Optional<String> column) {
    cursor.expectSymbol("(");
    int start = cursor.position();
    Expression expression = expressions.expression();
    String source = cursor.textFrom(start);
    cursor.expectSymbol(")");
    boolean notValid = column.isEmpty() ? attributes().notValid : checkOfColumn();
    return new Written(new TableConstraint.Check(name, column, expression, source), notValid);
  }

  private boolean checkOfColumn() {
    cursor.accept("no", "inherit");
    return false;
  }

  Written unique(Optional<String> name, List<String> column, boolean ofTable) {
    boolean nullsNotDistinct = cursor.accept("nulls", "not", "distinct");
    if (!nullsNotDistinct) {
      cursor.accept("nulls", "distinct");
    }
    if (ofTable && cursor.accept("using", "index")) {
      Optional<String> index = Optional.of(cursor.columnName());
      String suffix = attributes().suffix;
      return new Written(
          new TableConstraint.Unique(name, List.of(), index, nullsNotDistinct, suffix), false);
    }
    List<String> columns = ofTable ? columns() : column;
    String suffix = joined(indexParameters(), attributes(ofTable).suffix);
    return new Written(
        new TableConstraint.Unique(name, columns, Optional.empty(), nullsNotDistinct, suffix),
        false);
  }

  Written primaryKey(Optional<String> name, List<String> column, boolean ofTable) {
    if (ofTable && cursor.accept("using", "index")) {
      Optional<String> index = Optional.of(cursor.columnName());
      String suffix = attributes().suffix;
      return new Written(new TableConstraint.PrimaryKey(name, List.of(), index, suffix), false);
    }
    List<String> columns = ofTable ? columns() : column;
    String suffix = joined(indexParameters(), attributes(ofTable).suffix);
    return new Written(
        new TableConstraint.PrimaryKey(name, columns, Optional.empty(), suffix), false);
  }

  private List<String> columns() {
    cursor.expectSymbol("(");
    List<String> columns = cursor.list(cursor::columnName);
    if (cursor.is("without", "overlaps")) {
      throw Cursor.unknown("WITHOUT OVERLAPS");
    }
    cursor.expectSymbol(")");
    return columns;
  }

  /** INCLUDE, WITH, USING INDEX TABLESPACE; the first is part of the definition. */
  private String indexParameters() {
    String include = "";
    if (cursor.accept("include")) {
      include =
          cursor.columnList().stream()
              .map(Identifiers::quote)
              .collect(Collectors.joining(", ", "INCLUDE (", ")"));
    }
    if (cursor.is("with") && cursor.peek(1).symbol("(")) {
      int start = cursor.position();
      cursor.skip();
      cursor.skipParentheses();
      include = joined(include, cursor.textFrom(start));
    }
    if (cursor.accept("using")) {
      cursor.expect("index", "tablespace");
      cursor.columnName();
    }
    return include;
  }

  private static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + " " + second;
  }

  // ---- foreign keys

  /** From the table on. */
  Written references(Optional<String> name, List<String> columns) {
    Name table = cursor.name();
    List<String> referenced = cursor.symbol("(") ? cursor.columnList() : List.of();
    String match = "";
    String onUpdate = "";
    String onDelete = "";
    if (cursor.accept("match")) {
      match = match();
    }
    while (cursor.is("on")) {
      cursor.skip();
      if (cursor.accept("update")) {
        onUpdate = action("ON UPDATE");
      } else {
        cursor.expect("delete");
        onDelete = action("ON DELETE");
      }
    }
    Attributes attributes = attributes();
    String suffix = joined(joined(match, onUpdate), joined(onDelete, attributes.suffix));
    return new Written(
        new TableConstraint.ForeignKey(name, columns, table, referenced, suffix),
        attributes.notValid);
  }

  private String match() {
    if (cursor.accept("full")) {
      return "MATCH FULL";
    }
    if (cursor.is("partial")) {
      throw new Stop.Refusal("0A000", "MATCH PARTIAL not yet implemented");
    }
    cursor.expect("simple");
    return "";
  }

  private String action(String when) {
    if (cursor.accept("no", "action")) {
      return "";
    }
    if (cursor.accept("cascade")) {
      return when + " CASCADE";
    }
    if (cursor.accept("restrict")) {
      return when + " RESTRICT";
    }
    cursor.expect("set");
    String action = when + (cursor.accept("null") ? " SET NULL" : setDefault());
    if (!cursor.symbol("(")) {
      return action;
    }
    return cursor.columnList().stream()
        .map(Identifiers::quote)
        .collect(Collectors.joining(", ", action + " (", ")"));
  }

  private String setDefault() {
    cursor.expect("default");
    return " SET DEFAULT";
  }

  // ---- what may follow a constraint

  private record Attributes(String suffix, boolean notValid) {}

  private Attributes attributes() {
    return attributes(true);
  }

  /** DEFERRABLE and its kin; NOT VALID only where it may stand. */
  private Attributes attributes(boolean ofTable) {
    boolean deferrable = false;
    boolean deferred = false;
    boolean notValid = false;
    while (true) {
      if (cursor.accept("deferrable")) {
        deferrable = true;
      } else if (cursor.accept("initially", "deferred")) {
        deferrable = true;
        deferred = true;
      } else if (ofTable && cursor.accept("not", "valid")) {
        notValid = true;
      } else if (cursor.is("not", "enforced")) {
        throw Cursor.unknown("a constraint that is not enforced");
      } else if (!cursor.accept("not", "deferrable")
          && !cursor.accept("initially", "immediate")
          && !(ofTable && cursor.accept("no", "inherit"))
          && !cursor.accept("enforced")) {
        String suffix = deferrable ? "DEFERRABLE" : "";
        return new Attributes(deferred ? "DEFERRABLE INITIALLY DEFERRED" : suffix, notValid);
      }
    }
  }

  // ---- exclusion, and the keys of indexes

  private Written exclusion(Optional<String> name) {
    int start = cursor.position();
    if (cursor.accept("using")) {
      cursor.columnName();
    }
    cursor.expectSymbol("(");
    List<IndexKey> keys = new ArrayList<>();
    do {
      keys.add(indexKey());
      cursor.expect("with");
      if (cursor.accept("operator")) {
        cursor.skipParentheses();
      } else if (cursor.kind(Kind.SYMBOL)) {
        cursor.skip();
      } else {
        throw cursor.error();
      }
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    indexParameters();
    if (cursor.accept("where")) {
      cursor.expectSymbol("(");
      expressions.expression();
      cursor.expectSymbol(")");
    }
    attributes();
    return new Written(
        new TableConstraint.Exclusion(name, keys, "EXCLUDE " + cursor.textFrom(start)), false);
  }

  List<IndexKey> indexKeys() {
    cursor.expectSymbol("(");
    List<IndexKey> keys = cursor.list(this::indexKey);
    cursor.expectSymbol(")");
    return keys;
  }

  private IndexKey indexKey() {
    int start = cursor.position();
    Expression expression = key();
    String suffix = "";
    if (cursor.accept("collate")) {
      suffix = "COLLATE " + cursor.name();
    }
    if (cursor.atColumnName() && !cursor.is("nulls")) {
      suffix = joined(suffix, cursor.name().toString());
      if (cursor.symbol("(")) {
        int options = cursor.position();
        cursor.skipParentheses();
        suffix = suffix + " " + cursor.textFrom(options);
      }
    }
    boolean descending = cursor.accept("desc");
    if (!descending) {
      cursor.accept("asc");
    }
    suffix = joined(suffix, descending ? "DESC" : "");
    if (cursor.accept("nulls")) {
      boolean first = cursor.accept("first");
      if (!first) {
        cursor.expect("last");
      }
      suffix = first == descending ? suffix : joined(suffix, first ? "NULLS FIRST" : "NULLS LAST");
    }
    return new IndexKey(expression, suffix, cursor.textFrom(start));
  }

  private Expression key() {
    if (cursor.acceptSymbol("(")) {
      Expression expression = expressions.expression();
      cursor.expectSymbol(")");
      return expression;
    }
    boolean column = cursor.atColumnName() && !callAhead();
    return column ? new Expression.ColumnRef(List.of(cursor.columnName())) : expressions.primary();
  }

  private boolean callAhead() {
    return cursor.peek(1).symbol("(") || cursor.peek(1).symbol(".");
  }
}
