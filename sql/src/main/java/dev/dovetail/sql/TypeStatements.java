package dev.dovetail.sql;

import dev.dovetail.core.statement.ColumnDefinition;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableConstraint;
import dev.dovetail.core.statement.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE and ALTER of types and domains. */
final class TypeStatements {

  private final Cursor cursor;
  private final ExpressionReader expressions;
  private final ConstraintReader constraints;

  TypeStatements(Cursor cursor, ExpressionReader expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.constraints = new ConstraintReader(cursor, expressions);
  }

  /** After CREATE TYPE. */
  Statement createType() {
    Name type = cursor.name();
    if (cursor.atEnd() || cursor.symbol("(")) {
      throw Cursor.unknown("a shell or base type");
    }
    cursor.expect("as");
    Statement statement;
    if (cursor.accept("enum")) {
      cursor.expectSymbol("(");
      List<String> labels = cursor.symbol(")") ? List.of() : cursor.list(cursor::string);
      cursor.expectSymbol(")");
      statement = new Statement.CreateEnum(type, labels);
    } else if (cursor.accept("range")) {
      statement = range(type);
    } else {
      cursor.expectSymbol("(");
      List<ColumnDefinition> attributes =
          cursor.symbol(")") ? List.of() : cursor.list(this::attribute);
      cursor.expectSymbol(")");
      statement = new Statement.CreateComposite(type, attributes);
    }
    cursor.expectEnd();
    return statement;
  }

  private Statement range(Name type) {
    cursor.expectSymbol("(");
    Optional<TypeName> subtype = Optional.empty();
    do {
      String option = cursor.label();
      cursor.expectSymbol("=");
      if (option.equals("subtype")) {
        subtype = Optional.of(expressions.types().type());
      } else {
        expressions.primary();
      }
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    TypeName known = subtype.orElseThrow(() -> Cursor.unknown("a range without subtype"));
    return new Statement.CreateRange(type, known);
  }

  private ColumnDefinition attribute() {
    String name = cursor.columnName();
    TypeName type = expressions.types().type();
    if (cursor.accept("collate")) {
      cursor.name();
    }
    return new ColumnDefinition(
        name, type, false, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  /** After ALTER TYPE. */
  Statement alterType() {
    Name type = cursor.name();
    Statement statement;
    if (cursor.accept("add", "value")) {
      statement = addValue(type);
    } else if (cursor.accept("rename", "value")) {
      String from = cursor.string();
      cursor.expect("to");
      statement = new Statement.RenameValue(type, from, cursor.string());
    } else if (cursor.accept("rename", "to")) {
      statement = new Statement.RenameType(type, cursor.columnName());
    } else if (cursor.accept("set", "schema")) {
      statement = new Statement.SetTypeSchema(type, cursor.columnName());
    } else if (cursor.accept("owner", "to")) {
      cursor.label();
      statement = new Statement.Immaterial(cursor.wholeText());
    } else if (cursor.is("drop", "value")) {
      cursor.accept("drop", "value");
      statement = new Statement.DropValue(type, cursor.string());
    } else {
      return attributesOfType();
    }
    cursor.expectEnd();
    return statement;
  }

  private Statement addValue(Name type) {
    boolean ifNotExists = cursor.accept("if");
    if (ifNotExists) {
      cursor.expect("not", "exists");
    }
    String label = cursor.string();
    Statement.Position position = new Statement.Position.Last();
    if (cursor.accept("before")) {
      position = new Statement.Position.Before(cursor.string());
    } else if (cursor.accept("after")) {
      position = new Statement.Position.After(cursor.string());
    }
    return new Statement.AddValue(type, label, ifNotExists, position);
  }

  private Statement attributesOfType() {
    boolean attribute =
        cursor.peek(1).word("attribute") && (cursor.isAny("add", "drop", "alter", "rename"));
    if (attribute) {
      throw Cursor.unknown("a change of a composite type");
    }
    if (cursor.is("set") && cursor.peek(1).symbol("(")) {
      throw Cursor.unknown("a change of a base type");
    }
    if (cursor.isAny("add", "rename", "set", "owner", "drop", "alter")) {
      cursor.skip();
    }
    throw cursor.error();
  }

  /** After CREATE DOMAIN. */
  Statement createDomain() {
    Name domain = cursor.name();
    cursor.accept("as");
    TypeName base = expressions.types().type();
    boolean notNull = false;
    Optional<Expression> defaultValue = Optional.empty();
    List<TableConstraint.Check> checks = new ArrayList<>();
    while (!cursor.atEnd()) {
      Optional<String> name = constraints.name();
      if (cursor.accept("not")) {
        cursor.expect("null");
        notNull = true;
      } else if (cursor.accept("check")) {
        checks.add(check(name).check);
      } else if (name.isEmpty() && cursor.accept("default")) {
        defaultValue = Optional.of(expressions.simpleExpression());
      } else if (name.isEmpty() && cursor.accept("collate")) {
        cursor.name();
      } else if (!cursor.accept("null")) {
        throw cursor.error();
      }
    }
    return new Statement.CreateDomain(domain, base, notNull, defaultValue, checks);
  }

  private record Checked(TableConstraint.Check check, boolean notValid) {}

  private Checked check(Optional<String> name) {
    cursor.expectSymbol("(");
    int start = cursor.position();
    Expression expression = expressions.expression();
    String source = cursor.textFrom(start);
    cursor.expectSymbol(")");
    boolean notValid = cursor.accept("not", "valid");
    return new Checked(
        new TableConstraint.Check(name, Optional.empty(), expression, source), notValid);
  }

  /** After ALTER DOMAIN. */
  Statement alterDomain() {
    Name domain = cursor.name();
    Statement statement;
    if (cursor.accept("rename", "to")) {
      statement = new Statement.RenameType(domain, cursor.columnName());
    } else if (cursor.accept("set", "schema")) {
      statement = new Statement.SetTypeSchema(domain, cursor.columnName());
    } else {
      statement = new Statement.AlterDomain(domain, domainChange());
    }
    cursor.expectEnd();
    return statement;
  }

  private Statement.DomainChange domainChange() {
    if (cursor.accept("set")) {
      if (cursor.accept("default")) {
        return new Statement.DomainChange.SetDefault(expressions.expression());
      }
      cursor.expect("not", "null");
      return new Statement.DomainChange.SetNotNull();
    }
    if (cursor.accept("drop")) {
      return dropOfDomain();
    }
    if (cursor.accept("add")) {
      Optional<String> name = constraints.name();
      if (cursor.is("not", "null")) {
        throw Cursor.unknown("a NOT NULL constraint of a domain");
      }
      cursor.expect("check");
      Checked checked = check(name);
      return new Statement.DomainChange.AddCheck(checked.check, checked.notValid);
    }
    if (cursor.accept("rename", "constraint")) {
      throw Cursor.unknown("a renamed constraint of a domain");
    }
    if (cursor.accept("validate")) {
      cursor.expect("constraint");
      cursor.columnName();
      throw Cursor.unknown("a constraint of a domain, validated");
    }
    cursor.expect("owner", "to");
    cursor.label();
    return new Statement.DomainChange.Immaterial();
  }

  private Statement.DomainChange dropOfDomain() {
    if (cursor.accept("default")) {
      return new Statement.DomainChange.DropDefault();
    }
    if (cursor.accept("not")) {
      cursor.expect("null");
      return new Statement.DomainChange.DropNotNull();
    }
    cursor.expect("constraint");
    boolean ifExists = cursor.acceptIfExists();
    String name = cursor.columnName();
    cursor.acceptCascade();
    return new Statement.DomainChange.DropConstraint(name, ifExists);
  }
}
