package dev.dovetail.sql;

import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Statement.Kind;
import java.util.Optional;

/** ALTER of all but tables, types and domains. */
final class AlterStatements {

  private final Cursor cursor;

  AlterStatements(Cursor cursor) {
    this.cursor = cursor;
  }

  /** After ALTER. */
  Statement alter() {
    Statement statement = altered();
    cursor.expectEnd();
    return statement;
  }

  private Statement altered() {
    if (cursor.accept("index")) {
      return relation(Kind.INDEX);
    }
    if (cursor.accept("sequence")) {
      return relation(Kind.SEQUENCE);
    }
    if (cursor.accept("materialized", "view")) {
      return relation(Kind.MATERIALIZED_VIEW);
    }
    if (cursor.accept("view")) {
      return relation(Kind.VIEW);
    }
    if (cursor.accept("schema")) {
      return schema();
    }
    if (cursor.isAny("function", "procedure", "routine")) {
      return function();
    }
    if (cursor.isAny(
        "role",
        "user",
        "group",
        "database",
        "default",
        "system",
        "publication",
        "subscription",
        "statistics",
        "tablespace",
        "server",
        "event",
        "large")) {
      return setting();
    }
    throw Cursor.unknown("ALTER " + cursor.text(cursor.peek()));
  }

  /**
   * ALTER ROLE ... SET search_path is for sessions to come, and all else here changes no schema.
   */
  private Statement setting() {
    return immaterial();
  }

  private Statement immaterial() {
    cursor.skipToEnd();
    return new Statement.Immaterial(cursor.wholeText());
  }

  private Statement relation(Kind kind) {
    if (cursor.is("all", "in")) {
      return immaterial();
    }
    boolean ifExists = cursor.acceptIfExists();
    Name name = cursor.name();
    if (cursor.accept("rename", "to")) {
      return new Statement.RenameRelation(kind, name, cursor.columnName(), ifExists);
    }
    if (cursor.accept("set", "schema")) {
      return new Statement.SetRelationSchema(kind, name, cursor.columnName(), ifExists);
    }
    boolean columns = kind == Kind.VIEW || kind == Kind.MATERIALIZED_VIEW;
    if (cursor.accept("rename")) {
      if (!columns) {
        throw cursor.error();
      }
      cursor.accept("column");
      String from = cursor.columnName();
      cursor.expect("to");
      return new Statement.RenameColumn(name, from, cursor.columnName(), ifExists);
    }
    if (kind == Kind.SEQUENCE) {
      return sequence(name, ifExists);
    }
    boolean known =
        cursor.isAny("owner", "set", "reset", "alter", "attach", "cluster", "depends", "no");
    if (!known) {
      throw Cursor.unknown("an action of ALTER TABLE on something else");
    }
    return immaterial();
  }

  private Statement sequence(Name name, boolean ifExists) {
    Optional<Optional<Statement.OwnedBy>> owner = IndexStatements.sequenceOptions(cursor);
    return owner
        .<Statement>map(owned -> new Statement.OwnSequence(name, owned, ifExists))
        .orElseGet(this::immaterial);
  }

  private Statement schema() {
    String schema = cursor.columnName();
    if (cursor.accept("rename", "to")) {
      return new Statement.RenameSchema(schema, cursor.columnName());
    }
    cursor.expect("owner", "to");
    return immaterial();
  }

  private Statement function() {
    cursor.skip();
    Name name = cursor.restOfName(cursor.label());
    if (cursor.symbol("(")) {
      cursor.skipParentheses();
    }
    if (cursor.accept("rename", "to")) {
      return new Statement.RenameRelation(Kind.FUNCTION, name, cursor.label(), false);
    }
    if (cursor.accept("set", "schema")) {
      return new Statement.SetRelationSchema(Kind.FUNCTION, name, cursor.columnName(), false);
    }
    return immaterial();
  }
}
