package dev.dovetail.migrations.alembic;

import dev.dovetail.migrations.alembic.Naming.Subject;
import dev.dovetail.migrations.alembic.TablePart.Column;
import dev.dovetail.migrations.alembic.TablePart.Constraint;
import dev.dovetail.migrations.alembic.TablePart.Kind;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.DictValue;
import dev.dovetail.python.value.PythonRaise;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the DDL of one table as SQLAlchemy compiles it. */
final class TableWriter {

  private final Naming naming;
  private final Dialect dialect;
  private final Expressions expressions;
  private final Optional<String> schema;
  private final String table;

  TableWriter(
      Naming naming,
      Dialect dialect,
      Expressions expressions,
      Optional<String> schema,
      String table) {
    this.naming = naming;
    this.dialect = dialect;
    this.expressions = expressions;
    this.schema = schema;
    this.table = table;
  }

  /** The table's own name. */
  String table() {
    return table;
  }

  /** The table as statements name it. */
  String name() {
    return Sql.name(schema, table);
  }

  String createTable(List<TablePart> parts, boolean ifNotExists, String options) {
    List<Column> columns = columns(parts);
    List<String> keyColumns = primaryKey(parts);
    List<String> lines = new ArrayList<>();
    for (Column column : columns) {
      lines.add(column(column, increments(column, keyColumns)));
    }
    for (Constraint constraint : constraints(parts)) {
      if (!constraint.separate()) {
        lines.add(constraint(constraint));
      }
    }
    return "CREATE TABLE "
        + (ifNotExists ? "IF NOT EXISTS " : "")
        + name()
        + " (\n    "
        + String.join(",\n    ", lines)
        + "\n)"
        + options;
  }

  static List<Column> columns(List<TablePart> parts) {
    return parts.stream().filter(Column.class::isInstance).map(Column.class::cast).toList();
  }

  /** All constraints of the table: keys first, then in the order in which SQLAlchemy makes them. */
  List<Constraint> constraints(List<TablePart> parts) {
    List<Constraint> all = new ArrayList<>();
    List<Column> columns = columns(parts);
    List<Constraint> written =
        parts.stream().filter(Constraint.class::isInstance).map(Constraint.class::cast).toList();
    List<String> flagged = columns.stream().filter(Column::primaryKey).map(Column::name).toList();
    Optional<Constraint> key =
        written.stream().filter(c -> c.kind() == Kind.PRIMARY_KEY).findFirst();
    if (key.isPresent()) {
      List<String> named = key.get().columns().isEmpty() ? flagged : key.get().columns();
      if (!named.isEmpty()) {
        all.add(with(key.get(), named));
      }
    } else if (!flagged.isEmpty()) {
      Given given = new Given(Arguments.NONE, columns.getFirst().at());
      all.add(keys(Kind.PRIMARY_KEY, flagged, given));
    }
    written.stream().filter(c -> c.kind() != Kind.PRIMARY_KEY).forEach(all::add);
    for (Column column : columns) {
      TableParts.enumCheck(column.name(), column.type(), column.at()).ifPresent(all::add);
      all.addAll(column.foreignKeys());
      if (column.unique() && !column.index()) {
        all.add(keys(Kind.UNIQUE, List.of(column.name()), new Given(Arguments.NONE, column.at())));
      }
    }
    return all;
  }

  private static Constraint keys(Kind kind, List<String> columns, Given given) {
    return new Constraint(
        kind,
        Optional.empty(),
        columns,
        Optional.empty(),
        List.of(),
        TableParts.keyBody(kind, columns, given),
        false,
        given);
  }

  private static Constraint with(Constraint key, List<String> columns) {
    return new Constraint(
        key.kind(),
        key.name(),
        columns,
        Optional.empty(),
        List.of(),
        TableParts.keyBody(key.kind(), columns, key.given()),
        false,
        key.given());
  }

  List<String> primaryKey(List<TablePart> parts) {
    return constraints(parts).stream()
        .filter(c -> c.kind() == Kind.PRIMARY_KEY)
        .findFirst()
        .map(Constraint::columns)
        .orElse(List.of());
  }

  /** Whether SQLAlchemy makes the column SERIAL. */
  private boolean increments(Column column, List<String> key) {
    if (!key.contains(column.name())) {
      return false;
    }
    boolean asked = column.increment() == TablePart.Increment.ALWAYS;
    boolean number =
        switch (column.type().affinity()) {
          case SMALL_INTEGER, INTEGER, BIG_INTEGER -> true;
          case NUMERIC ->
              dialect.countsOnlyIntegers()
                  ? asked && column.type().sql(schema).endsWith(", 0)")
                  : true;
          case TEXT, OTHER -> false;
        };
    if (asked && !number) {
      throw PythonRaise.of(
          "sqlalchemy.exc.ArgumentError",
          "Column type "
              + column.type().sql(schema)
              + " on column '"
              + table
              + "."
              + column.name()
              + "' is not compatible with autoincrement=True",
          column.at());
    }
    if (!number || column.identity()) {
      return false;
    }
    return switch (column.increment()) {
      case ALWAYS -> !column.ownDefault();
      case NEVER -> false;
      case AUTO ->
          key.size() == 1
              && !column.ownDefault()
              && column.defaultSql().isEmpty()
              && column.suffix().isEmpty()
              && column.foreignKeys().isEmpty();
    };
  }

  String column(Column column, boolean serial) {
    StringBuilder words = new StringBuilder(Sql.name(column.name()));
    if (serial) {
      words.append(
          switch (column.type().affinity()) {
            case BIG_INTEGER -> " BIGSERIAL";
            case SMALL_INTEGER -> dialect.hasSmallSerial() ? " SMALLSERIAL" : " SERIAL";
            case INTEGER, NUMERIC, TEXT, OTHER -> " SERIAL";
          });
    } else {
      words.append(' ').append(column.type().sql(schema));
      column.defaultSql().ifPresent(text -> words.append(" DEFAULT ").append(text));
    }
    column.suffix().ifPresent(text -> words.append(' ').append(text));
    if (!column.nullable() && !column.identity()) {
      words.append(" NOT NULL");
    } else if (column.nullable() && column.identity()) {
      words.append(" NULL");
    }
    column.checks().forEach(check -> words.append(' ').append(constraint(check)));
    return words.toString();
  }

  private static PythonRaise tooLong(String name, Given given) {
    return PythonRaise.of(
        "sqlalchemy.exc.IdentifierError",
        "Identifier '" + name + "' exceeds maximum length of 63 characters",
        given.at());
  }

  String addColumn(Column column, boolean ifNotExists) {
    boolean serial = column.primaryKey() && increments(column, List.of(column.name()));
    return "ALTER TABLE "
        + name()
        + " ADD COLUMN "
        + (ifNotExists ? "IF NOT EXISTS " : "")
        + column(column, serial);
  }

  /** A constraint as it stands in CREATE TABLE or after ADD. */
  String constraint(Constraint constraint) {
    return nameOf(constraint).map(n -> "CONSTRAINT " + Sql.name(n) + " ").orElse("")
        + constraint.body();
  }

  Optional<String> nameOf(Constraint constraint) {
    String kind =
        switch (constraint.kind()) {
          case PRIMARY_KEY -> "pk";
          case UNIQUE -> "uq";
          case FOREIGN_KEY -> "fk";
          case CHECK -> "ck";
          case EXCLUSION -> "ex";
        };
    Optional<String> name =
        naming.name(
            constraint.name(),
            new Subject(
                kind,
                schema,
                table,
                constraint.columns(),
                constraint.referredTable(),
                constraint.referredColumns()),
            constraint.given());
    name.filter(Sql::tooLong)
        .ifPresent(named -> {
          throw tooLong(named, constraint.given());
        });
    return name;
  }

  String addConstraint(Constraint constraint) {
    return "ALTER TABLE " + name() + " ADD " + constraint(constraint);
  }

  // ---- indexes

  /** The index that {@code index=True} makes. */
  TablePart.Index flaggedIndex(Column column) {
    return new TablePart.Index(
        Optional.empty(),
        List.of(new Value.Str(column.name(), column.at())),
        new Given(
            new Arguments(
                List.of(), Map.of("unique", new Value.Bool(column.unique())), Optional.empty()),
            column.at()));
  }

  String createIndex(TablePart.Index index, boolean ifNotExists) {
    Given given = index.given();
    List<String> plain = new ArrayList<>();
    for (Value key : index.keys()) {
      if (key instanceof Value.Str text) {
        plain.add(text.text());
      }
    }
    Optional<String> name =
        naming.name(index.name(), Subject.of("ix", schema, table, plain), given);
    name.filter(Sql::tooLong)
        .ifPresent(named -> {
          throw tooLong(named, given);
        });
    StringBuilder words = new StringBuilder("CREATE ");
    words.append(given.flag("unique", false) ? "UNIQUE INDEX " : "INDEX ");
    words.append(given.flag("postgresql_concurrently", false) ? "CONCURRENTLY " : "");
    words.append(ifNotExists ? "IF NOT EXISTS " : "");
    words.append(
        Sql.name(name.orElseThrow(() -> new Unreadable("an index has no name", given.at()))));
    words.append(" ON ").append(name());
    given.maybeText("postgresql_using").ifPresent(m -> words.append(" USING ").append(m));
    words.append(" (").append(String.join(", ", keys(index))).append(")");
    List<String> include = given.texts(Integer.MAX_VALUE, "postgresql_include");
    if (!include.isEmpty()) {
      words.append(" INCLUDE (").append(Sql.names(include)).append(")");
    }
    words.append(given.flag("postgresql_nulls_not_distinct", false) ? " NULLS NOT DISTINCT" : "");
    given
        .get("postgresql_where")
        .ifPresent(where ->
            words
                .append(" WHERE ")
                .append(
                    where instanceof Value.Str text
                        ? Expressions.raw(text.text())
                        : expressions.sql(where, given.at())));
    return words.toString();
  }

  private List<String> keys(TablePart.Index index) {
    Given given = index.given();
    Optional<Value> classes = given.get("postgresql_ops");
    List<String> all = new ArrayList<>();
    for (Value key : index.keys()) {
      String words = expressions.key(key, given.at());
      if (classes.isPresent() && key instanceof Value.Str text) {
        if (!(classes.get() instanceof DictValue entries)) {
          throw new Unreadable("the operator classes are not known", given.at());
        }
        words += entries.get(text.text()).map(c -> " " + Given.text(c, given.at())).orElse("");
      }
      all.add(words);
    }
    return all;
  }
}
