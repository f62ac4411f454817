package dev.dovetail.sql;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableChange;
import dev.dovetail.core.statement.TypeName;
import dev.dovetail.sql.Token.Kind;
import java.util.Optional;

/** ALTER TABLE with all its actions. */
final class AlterTableReader {

  private final Cursor cursor;
  private final ExpressionReader expressions;
  private final ConstraintReader constraints;
  private final TableReader tables;

  AlterTableReader(Cursor cursor, ExpressionReader expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.constraints = new ConstraintReader(cursor, expressions);
    this.tables = new TableReader(cursor, expressions);
  }

  /** After ALTER TABLE. */
  Statement alterTable() {
    if (cursor.accept("all", "in", "tablespace")) {
      cursor.skipToEnd();
      return new Statement.Immaterial(cursor.wholeText());
    }
    boolean ifExists = cursor.acceptIfExists();
    Name table = relation();
    Statement statement;
    if (cursor.accept("rename")) {
      statement = rename(table, ifExists);
    } else if (cursor.accept("set", "schema")) {
      statement =
          new Statement.SetRelationSchema(
              Statement.Kind.TABLE, table, cursor.columnName(), ifExists);
    } else if (cursor.accept("attach", "partition")) {
      Name partition = cursor.name();
      int start = cursor.position();
      tables.bound();
      statement = one(table, ifExists, partition, cursor.textFrom(start));
    } else if (cursor.accept("detach", "partition")) {
      Name partition = cursor.name();
      if (!cursor.accept("concurrently")) {
        cursor.accept("finalize");
      }
      statement =
          new Statement.AlterTable(
              table, ifExists, java.util.List.of(new TableChange.DetachPartition(partition)));
    } else {
      statement = new Statement.AlterTable(table, ifExists, cursor.list(this::change));
    }
    cursor.expectEnd();
    return statement;
  }

  private static Statement one(Name table, boolean ifExists, Name partition, String bound) {
    return new Statement.AlterTable(
        table, ifExists, java.util.List.of(new TableChange.AttachPartition(partition, bound)));
  }

  private Name relation() {
    boolean bracket = cursor.accept("only") && cursor.acceptSymbol("(");
    Name table = cursor.name();
    if (bracket) {
      cursor.expectSymbol(")");
    } else {
      cursor.acceptSymbol("*");
    }
    return table;
  }

  private Statement rename(Name table, boolean ifExists) {
    if (cursor.accept("to")) {
      return new Statement.RenameRelation(
          Statement.Kind.TABLE, table, cursor.columnName(), ifExists);
    }
    if (cursor.accept("constraint")) {
      String from = cursor.columnName();
      cursor.expect("to");
      return new Statement.RenameConstraint(table, from, cursor.columnName());
    }
    cursor.accept("column");
    String from = cursor.columnName();
    cursor.expect("to");
    return new Statement.RenameColumn(table, from, cursor.columnName(), ifExists);
  }

  private TableChange change() {
    if (cursor.accept("add")) {
      return add();
    }
    if (cursor.accept("drop")) {
      return drop();
    }
    if (cursor.accept("alter")) {
      if (cursor.accept("constraint")) {
        throw Cursor.unknown("ALTER CONSTRAINT");
      }
      cursor.accept("column");
      return alterColumn();
    }
    if (cursor.accept("validate", "constraint")) {
      return new TableChange.ValidateConstraint(cursor.columnName());
    }
    return immaterial();
  }

  private TableChange add() {
    if (constraints.atTableConstraint()) {
      ConstraintReader.Written written = constraints.tableConstraint();
      return new TableChange.AddConstraint(written.constraint(), written.notValid());
    }
    cursor.accept("column");
    boolean ifNotExists = cursor.acceptIfNotExists();
    return new TableChange.AddColumn(tables.column(), ifNotExists);
  }

  private TableChange drop() {
    if (cursor.accept("constraint")) {
      boolean ifExists = cursor.acceptIfExists();
      String constraint = cursor.columnName();
      return new TableChange.DropConstraint(constraint, ifExists, cursor.acceptCascade());
    }
    cursor.accept("column");
    boolean ifExists = cursor.acceptIfExists();
    String column = cursor.columnName();
    return new TableChange.DropColumn(column, ifExists, cursor.acceptCascade());
  }

  private TableChange alterColumn() {
    if (cursor.kind(Kind.NUMBER)) {
      throw Cursor.unknown("a column by its number");
    }
    String column = cursor.columnName();
    if (cursor.accept("type") || cursor.accept("set", "data", "type")) {
      return changeType(column);
    }
    if (cursor.accept("set")) {
      return set(column);
    }
    if (cursor.accept("drop")) {
      return drop(column);
    }
    if (cursor.accept("add", "generated")) {
      String identity = generation();
      cursor.expect("as", "identity");
      if (cursor.symbol("(")) {
        cursor.skipParentheses();
      }
      return new TableChange.SetIdentity(column, identity);
    }
    if (cursor.accept("reset")) {
      cursor.skipParentheses();
      return new TableChange.Immaterial("RESET");
    }
    if (cursor.accept("restart")) {
      if (cursor.accept("with") || cursor.kind(Kind.NUMBER)) {
        cursor.integer();
      }
      return new TableChange.Immaterial("RESTART");
    }
    throw cursor.error();
  }

  private TableChange changeType(String column) {
    TypeName type = expressions.types().type();
    if (cursor.accept("collate")) {
      cursor.name();
    }
    Optional<Expression> using = expressions.optional("using");
    return new TableChange.ChangeType(column, type, using);
  }

  private TableChange set(String column) {
    if (cursor.accept("default")) {
      return new TableChange.SetDefault(column, expressions.expression());
    }
    if (cursor.accept("not")) {
      cursor.expect("null");
      return new TableChange.SetNotNull(column);
    }
    if (cursor.accept("generated")) {
      String identity = generation();
      if (cursor.isAny("set", "restart")) {
        throw Cursor.unknown("several settings of an identity column");
      }
      return new TableChange.SetIdentity(column, identity);
    }
    if (cursor.is("expression")) {
      throw Cursor.unknown("SET EXPRESSION");
    }
    if (cursor.accept("statistics")) {
      if (!cursor.accept("default")) {
        cursor.integer();
      }
      return new TableChange.Immaterial("SET STATISTICS");
    }
    if (cursor.isAny("storage", "compression")) {
      cursor.skip();
      cursor.label();
      return new TableChange.Immaterial("SET STORAGE");
    }
    if (cursor.symbol("(")) {
      cursor.storageOptions();
      return new TableChange.Immaterial("SET");
    }
    if (cursor.isAny(
        "increment", "start", "restart", "cache", "minvalue", "maxvalue", "cycle", "no")) {
      throw Cursor.unknown("a setting of an identity column");
    }
    throw cursor.error();
  }

  private String generation() {
    if (cursor.accept("always")) {
      return "a";
    }
    cursor.expect("by", "default");
    return "d";
  }

  private TableChange drop(String column) {
    if (cursor.accept("default")) {
      return new TableChange.DropDefault(column);
    }
    if (cursor.accept("not")) {
      cursor.expect("null");
      return new TableChange.DropNotNull(column);
    }
    if (cursor.accept("identity")) {
      return new TableChange.DropIdentity(column, cursor.acceptIfExists());
    }
    cursor.expect("expression");
    return new TableChange.DropExpression(column, cursor.acceptIfExists());
  }

  /**
   * OWNER TO, SET (...), ENABLE ...; what changes more than this model may leave out is unknown.
   */
  private TableChange immaterial() {
    int start = cursor.position();
    if (cursor.accept("owner", "to")) {
      cursor.label();
    } else if (cursor.accept("set", "tablespace") || cursor.accept("cluster", "on")) {
      cursor.columnName();
    } else if (cursor.accept("set", "access", "method")) {
      cursor.label();
    } else if (cursor.accept("set", "logged")
        || cursor.accept("set", "unlogged")
        || cursor.accept("set", "without", "cluster")
        || cursor.accept("set", "without", "oids")) {
      return new TableChange.Immaterial(cursor.textFrom(start));
    } else if (cursor.isAny("set", "reset") && cursor.peek(1).symbol("(")) {
      cursor.skip();
      cursor.storageOptions();
    } else if (cursor.isAny("enable", "disable")) {
      enable();
    } else if (cursor.accept("no", "force") || cursor.accept("force")) {
      cursor.expect("row", "level", "security");
    } else if (cursor.accept("replica", "identity")) {
      replicaIdentity();
    } else if (cursor.isAny("inherit", "of", "options") || cursor.isAny("no", "not", "split")) {
      throw Cursor.unknown("ALTER TABLE ... " + cursor.text(cursor.peek()));
    } else if (cursor.is("merge")) {
      throw Cursor.unknown("MERGE PARTITIONS");
    } else {
      throw cursor.error();
    }
    return new TableChange.Immaterial(cursor.textFrom(start));
  }

  private void enable() {
    cursor.skip();
    if (cursor.accept("row")) {
      cursor.expect("level", "security");
      return;
    }
    if (!cursor.accept("replica")) {
      cursor.accept("always");
    }
    if (!cursor.accept("trigger")) {
      cursor.expect("rule");
    }
    if (!cursor.accept("all") && !cursor.accept("user")) {
      cursor.columnName();
    }
  }

  private void replicaIdentity() {
    if (cursor.accept("using", "index")) {
      cursor.columnName();
    } else if (!cursor.accept("nothing") && !cursor.accept("full")) {
      cursor.expect("default");
    }
  }
}
