package dev.dovetail.sql;

import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Statement.Kind;
import java.util.Optional;

/** COMMENT ON. */
final class CommentReader {

  private final Cursor cursor;

  CommentReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /** After COMMENT. */
  Statement comment() {
    cursor.expect("on");
    Kind kind = kind();
    Name object = kind == Kind.COLUMN ? cursor.name() : cursor.restOfName(cursor.label());
    Optional<String> detail = Optional.empty();
    if (kind == Kind.COLUMN) {
      detail = Optional.of(object.name());
      object = tableOf(object, cursor);
    }
    boolean longer = kind == Kind.FUNCTION || kind == Kind.OTHER;
    while (longer && !cursor.atEnd() && !cursor.is("is") && !cursor.is("on")) {
      cursor.skip();
    }
    if (cursor.accept("on")) {
      cursor.accept("domain");
      detail = Optional.of(object.name());
      object = cursor.name();
    }
    cursor.expect("is");
    if (!cursor.accept("null")) {
      cursor.string();
    }
    cursor.expectEnd();
    return new Statement.CommentOn(kind, object, detail);
  }

  private Kind kind() {
    String word = cursor.label();
    return switch (word) {
      case "table" -> Kind.TABLE;
      case "column" -> Kind.COLUMN;
      case "constraint" -> Kind.CONSTRAINT;
      case "index" -> Kind.INDEX;
      case "sequence" -> Kind.SEQUENCE;
      case "view" -> Kind.VIEW;
      case "materialized" -> {
        cursor.expect("view");
        yield Kind.MATERIALIZED_VIEW;
      }
      case "type" -> Kind.TYPE;
      case "domain" -> Kind.DOMAIN;
      case "function", "procedure" -> Kind.FUNCTION;
      case "trigger" -> Kind.TRIGGER;
      case "policy" -> Kind.POLICY;
      case "rule" -> Kind.RULE;
      case "schema" -> Kind.SCHEMA;
      case "extension" -> Kind.EXTENSION;
      default -> Kind.OTHER;
    };
  }

  /** A column's name has its table before it, and perhaps a schema before that. */
  private static Name tableOf(Name column, Cursor cursor) {
    if (column.schema().isEmpty()) {
      throw cursor.error();
    }
    String table = column.schema().get();
    Token dot = cursor.peek(-4);
    return dot.symbol(".")
        ? Name.of(IndexStatements.part(cursor, cursor.peek(-5)), table)
        : Name.of(table);
  }
}
