package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.migrations.alembic.Naming.Subject;
import dev.dovetail.migrations.alembic.TablePart.Column;
import dev.dovetail.migrations.alembic.TablePart.Constraint;
import dev.dovetail.migrations.alembic.TablePart.Kind;
import dev.dovetail.python.value.DictValue;
import dev.dovetail.python.value.PythonRaise;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The operations of {@code alembic.op}: each becomes the SQL that Alembic sends for it, and is run
 * at once.
 */
final class Operations {

  private static final VersionNumber IF_NOT_EXISTS = VersionNumber.of(1, 13, 3);

  private final Connection connection;
  private final EnumOperations enums;
  private final Types types;
  private final Expressions expressions;
  private final TableParts parts;
  private final RowStatements rows;
  private final Naming naming;

  Operations(Connection connection, EnumOperations enums, Types types, Naming naming) {
    this.connection = connection;
    this.enums = enums;
    this.types = types;
    this.naming = naming;
    this.expressions = new Expressions(types);
    this.parts = new TableParts(types, expressions);
    this.rows = new RowStatements(types, expressions, connection.dialect());
  }

  RowStatements rows() {
    return rows;
  }

  Expressions expressions() {
    return expressions;
  }

  /** Runs an operation by its name; false where there is none of that name. */
  boolean run(String name, Given given) {
    switch (name) {
      case "create_table" -> createTable(given);
      case "drop_table" -> dropTable(given);
      case "rename_table" ->
          send(
              "ALTER TABLE "
                  + tableName(given, 0, "old_table_name")
                  + " RENAME TO "
                  + Sql.name(given.text(1, "new_table_name")),
              given);
      case "add_column" -> addColumn(given);
      case "drop_column" -> dropColumn(given);
      case "alter_column" -> alterColumn(given);
      case "create_index" -> createIndex(given);
      case "drop_index" -> dropIndex(given);
      case "create_unique_constraint" -> addKeys(Kind.UNIQUE, given);
      case "create_primary_key" -> addKeys(Kind.PRIMARY_KEY, given);
      case "create_foreign_key" -> addForeignKey(given);
      case "create_check_constraint" ->
          addConstraint(
              parts.check(given.get(0, "constraint_name"), given.need(2, "condition"), given),
              given);
      case "create_exclude_constraint" -> addExclusion(given);
      case "drop_constraint" -> dropConstraint(given);
      case "create_table_comment" ->
          send(
              "COMMENT ON TABLE "
                  + tableName(given, 0, "table_name")
                  + " IS "
                  + given.maybeText(1, "comment").map(Sql::literal).orElse("NULL"),
              given);
      case "drop_table_comment" ->
          send("COMMENT ON TABLE " + tableName(given, 0, "table_name") + " IS NULL", given);
      case "bulk_insert" -> bulkInsert(given);
      case "create_entity", "replace_entity", "drop_entity" ->
          Entities.statements(name, given).forEach(sql -> send(sql, given));
      case "sync_enum_values" -> new EnumSync(connection).run(given);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void send(String sql, Given given) {
    send(sql, given.at());
  }

  private void send(String sql, Origin at) {
    connection.execute(sql, at);
  }

  private TableWriter writer(Given given, int position, String argument) {
    return new TableWriter(
        naming,
        connection.dialect(),
        expressions,
        given.maybeText("schema"),
        given.text(position, argument));
  }

  private static String tableName(Given given, int position, String argument) {
    return Sql.name(given.maybeText("schema"), given.text(position, argument));
  }

  // ---- tables

  private void createTable(Given given) {
    TableWriter writer = writer(given, 0, "table_name");
    List<TablePart> all = new ArrayList<>();
    for (Value part : given.from(1)) {
      all.add(parts.read(part, given.at()));
    }
    boolean ifNotExists =
        given.flag("if_not_exists", false)
            && connection.dialect().alembic().compareTo(IF_NOT_EXISTS) >= 0;
    List<Column> columns = TableWriter.columns(all);
    Optional<String> schema = given.maybeText("schema");
    doubtful(writer, columns);
    // A constraint that gets no name is noticed before anything is sent.
    writer.constraints(all).forEach(writer::nameOf);
    for (Column column : columns) {
      column.type().enumType().ifPresent(type -> enums.beforeTable(type, schema, column.at()));
    }
    String temporary =
        given.list(Integer.MAX_VALUE, "prefixes").stream()
                .anyMatch(
                    p -> Given.text(p, given.at()).toUpperCase(Locale.ROOT).startsWith("TEMP"))
            ? " TEMPORARY"
            : "";
    String sql = writer.createTable(all, ifNotExists, tableOptions(given));
    send(temporary.isEmpty() ? sql : sql.replaceFirst("CREATE", "CREATE" + temporary), given);
    for (TablePart part : all) {
      if (part instanceof TablePart.Index index) {
        send(writer.createIndex(index, false), index.given().at());
      }
    }
    for (Column column : columns) {
      if (column.index()) {
        send(writer.createIndex(writer.flaggedIndex(column), false), column.at());
      }
    }
    given
        .maybeText("comment")
        .ifPresent(c -> send("COMMENT ON TABLE " + writer.name() + " IS " + Sql.literal(c), given));
    columns.forEach(column -> comment(writer, column));
  }

  private static String tableOptions(Given given) {
    return given
            .maybeText("postgresql_inherits")
            .map(t -> " INHERITS (" + Sql.name(t) + ")")
            .orElse("")
        + given.maybeText("postgresql_partition_by").map(p -> " PARTITION BY " + p).orElse("")
        + given.maybeText("postgresql_using").map(u -> " USING " + u).orElse("")
        + given
            .maybeText("postgresql_tablespace")
            .map(t -> " TABLESPACE " + Sql.name(t))
            .orElse("");
  }

  /** Notes which columns are not known; beforehand, for what stands in for them may be refused. */
  private void doubtful(TableWriter writer, List<Column> columns) {
    for (Column column : columns) {
      column.obscure().ifPresent(why -> doubtful(writer, column.name(), why));
    }
  }

  private void doubtful(TableWriter writer, String column, Unreadable why) {
    connection.opaque(column, why.reason(), new Touches.Column(writer.table(), column), why.at());
  }

  private void comment(TableWriter writer, Column column) {
    column
        .comment()
        .ifPresent(text ->
            send(
                "COMMENT ON COLUMN "
                    + writer.name()
                    + "."
                    + Sql.name(column.name())
                    + " IS "
                    + Sql.literal(text),
                column.at()));
  }

  private void dropTable(Given given) {
    send(
        "DROP TABLE "
            + (given.flag("if_exists", false)
                    && connection.dialect().alembic().compareTo(IF_NOT_EXISTS) >= 0
                ? "IF EXISTS "
                : "")
            + tableName(given, 0, "table_name"),
        given);
  }

  // ---- columns

  private void addColumn(Given given) {
    TableWriter writer = writer(given, 0, "table_name");
    Value value = given.need(1, "column");
    if (!(value instanceof Value.Constructed made)) {
      throw value instanceof Value.Unknown unknown
          ? Given.unreadable(unknown)
          : new Unreadable("the column is not known", given.at());
    }
    Column column = parts.column(made);
    doubtful(writer, List.of(column));
    String sql = writer.addColumn(column, given.flag("if_not_exists", false));
    List<Constraint> constraints =
        writer.constraints(List.of(column)).stream()
            .filter(constraint -> constraint.kind() != Kind.PRIMARY_KEY)
            .toList();
    // A constraint that gets no name is noticed before anything is sent.
    constraints.forEach(writer::nameOf);
    send(sql, given);
    for (Constraint constraint : constraints) {
      send(writer.addConstraint(constraint), constraint.given().at());
    }
    if (column.index()) {
      send(writer.createIndex(writer.flaggedIndex(column), false), column.at());
    }
    comment(writer, column);
  }

  private void dropColumn(Given given) {
    String name =
        given.need(1, "column_name") instanceof Value.Constructed made
            ? parts.column(made).name()
            : given.text(1, "column_name");
    send(
        "ALTER TABLE "
            + tableName(given, 0, "table_name")
            + " DROP COLUMN "
            + (given.flag("if_exists", false) ? "IF EXISTS " : "")
            + Sql.name(name),
        given);
  }

  /**
   * One call may change all of a column, in a fixed order: type, nullability, default, comment,
   * name.
   */
  private void alterColumn(Given given) {
    TableWriter writer = writer(given, 0, "table_name");
    String name = given.text(1, "column_name");
    Optional<Value> newType = given.get("type_");
    Optional<Value> using = given.get("postgresql_using");
    if (using.isPresent() && newType.isEmpty()) {
      throw PythonRaise.of(
          "alembic.util.exc.CommandError",
          "postgresql_using must be used with the type_ parameter",
          given.at());
    }
    String start = "ALTER TABLE " + writer.name() + " ALTER COLUMN " + Sql.name(name);
    // What the call is about is read before any of it runs.
    Optional<ColumnType> type = newType.flatMap(t -> alteredType(writer, name, t, given));
    Optional<Value> setDefault =
        given.written(Integer.MAX_VALUE, "server_default").filter(v -> !isFalse(v));
    Optional<Boolean> nullable = given.get("nullable").map(v -> Given.truth(v, given.at()));
    Optional<Value> comment = given.written(Integer.MAX_VALUE, "comment").filter(v -> !isFalse(v));
    Optional<String> newName = given.maybeText("new_column_name");
    if (type.isPresent()) {
      given
          .get("existing_type")
          .flatMap(t -> alteredType(writer, name, t, given))
          .flatMap(t -> TableParts.enumCheck(name, t, given.at()))
          .flatMap(writer::nameOf)
          .ifPresent(check -> send(dropConstraint(writer.name(), check, false), given));
      String words = type.get().sql(given.maybeText("schema"));
      send(
          start
              + " TYPE "
              + words
              + using.map(u -> " USING " + parts.sqlText(u, given.at())).orElse(""),
          given);
    }
    nullable.ifPresent(may -> send(start + (may ? " DROP NOT NULL" : " SET NOT NULL"), given));
    setDefault.ifPresent(value -> {
      try {
        alterDefault(start, value, given);
      } catch (Unreadable unknown) {
        doubtful(writer, name, unknown);
      }
    });
    comment.ifPresent(value ->
        send(
            "COMMENT ON COLUMN "
                + writer.name()
                + "."
                + Sql.name(name)
                + " IS "
                + (value instanceof Value.None
                    ? "NULL"
                    : Sql.literal(Given.text(value, given.at()))),
            given));
    newName.ifPresent(to ->
        send(
            "ALTER TABLE " + writer.name() + " RENAME " + Sql.name(name) + " TO " + Sql.name(to),
            given));
    type.flatMap(t -> TableParts.enumCheck(name, t, given.at()))
        .ifPresent(check -> send(writer.addConstraint(check), given));
  }

  private Optional<ColumnType> alteredType(
      TableWriter writer, String column, Value type, Given given) {
    try {
      return Optional.of(types.read(type, given.at()));
    } catch (Unreadable unknown) {
      doubtful(writer, column, unknown);
      return Optional.empty();
    }
  }

  private void alterDefault(String start, Value value, Given given) {
    boolean identity =
        value instanceof Value.Constructed made && Types.last(made.callee()).equals("Identity");
    if (identity
        || value instanceof Value.Constructed made
            && Types.last(made.callee()).equals("Computed")) {
      throw new Unreadable(
          "an identity or generation given to a column that exists is not read", given.at());
    }
    Optional<String> sql =
        value instanceof Value.None ? Optional.empty() : parts.serverDefault(value, given.at());
    send(start + sql.map(s -> " SET DEFAULT " + s).orElse(" DROP DEFAULT"), given);
  }

  private static boolean isFalse(Value value) {
    return value instanceof Value.Bool bool && !bool.value();
  }

  // ---- indexes

  private void createIndex(Given given) {
    TableWriter writer = writer(given, 1, "table_name");
    TablePart.Index index =
        new TablePart.Index(given.get(0, "index_name"), given.list(2, "columns"), given);
    send(writer.createIndex(index, given.flag("if_not_exists", false)), given);
  }

  private void dropIndex(Given given) {
    String table = given.maybeText(1, "table_name").orElse("");
    String name =
        naming
            .name(
                given.get(0, "index_name"),
                Subject.of("ix", given.maybeText("schema"), table, List.of()),
                given)
            .orElseThrow(() -> new Unreadable("an index has no name", given.at()));
    send(
        "DROP INDEX "
            + (given.flag("postgresql_concurrently", false) ? "CONCURRENTLY " : "")
            + (given.flag("if_exists", false) ? "IF EXISTS " : "")
            + Sql.name(given.maybeText("schema"), name),
        given);
  }

  // ---- constraints

  private void addConstraint(Constraint constraint, Given given) {
    send(writer(given, 1, "table_name").addConstraint(constraint), given);
  }

  private void addKeys(Kind kind, Given given) {
    List<String> columns = TableParts.columns(given.list(2, "columns"), given.at());
    addConstraint(
        new Constraint(
            kind,
            given.get(0, "constraint_name"),
            columns,
            Optional.empty(),
            List.of(),
            TableParts.keyBody(kind, columns, given),
            false,
            given),
        given);
  }

  private void addForeignKey(Given given) {
    List<String> columns = given.texts(3, "local_cols");
    Constraint constraint =
        TableParts.foreignKey(
            given.get(0, "constraint_name"),
            columns,
            given.maybeText("referent_schema"),
            given.text(2, "referent_table"),
            given.texts(4, "remote_cols"),
            given);
    TableWriter writer =
        new TableWriter(
            naming,
            connection.dialect(),
            expressions,
            given.maybeText("source_schema").or(() -> given.maybeText("schema")),
            given.text(1, "source_table"));
    send(writer.addConstraint(constraint), given);
  }

  private void addExclusion(Given given) {
    Constraint read = parts.exclusion(given, given.from(2));
    addConstraint(
        new Constraint(
            read.kind(),
            given.get(0, "constraint_name"),
            List.of(),
            Optional.empty(),
            List.of(),
            read.body(),
            false,
            given),
        given);
  }

  private void dropConstraint(Given given) {
    String table = given.text(1, "table_name");
    String kind =
        switch (given.maybeText(2, "type_").orElse("")) {
          case "unique" -> "uq";
          case "foreignkey" -> "fk";
          case "primary" -> "pk";
          case "check" -> "ck";
          default -> "";
        };
    Optional<Value> written = given.get(0, "constraint_name");
    Optional<String> name =
        written.isPresent()
            ? naming.name(
                written, Subject.of(kind, given.maybeText("schema"), table, List.of()), given)
            : Optional.empty();
    if (name.isEmpty()) {
      throw PythonRaise.of(
          "sqlalchemy.exc.CompileError",
          "Can't emit DROP CONSTRAINT for a constraint; it has no name",
          given.at());
    }
    send(
        dropConstraint(
            Sql.name(given.maybeText("schema"), table), name.get(), given.flag("if_exists", false)),
        given);
  }

  private static String dropConstraint(String table, String name, boolean ifExists) {
    return "ALTER TABLE "
        + table
        + " DROP CONSTRAINT "
        + (ifExists ? "IF EXISTS " : "")
        + Sql.name(name);
  }

  // ---- rows

  private void bulkInsert(Given given) {
    RowStatements.Described table = rows.table(given.need(0, "table"), given.at());
    for (Value row : given.list(1, "rows")) {
      if (!(row instanceof DictValue entries)) {
        throw new Unreadable("a row is not known", given.at());
      }
      send(rows.insert(table, entries, given.at()), given);
    }
  }

  /** The values of {@code {"name": value}}. */
  static Map<String, Value> parameters(Value value, Origin at) {
    Map<String, Value> named = new LinkedHashMap<>();
    if (value instanceof DictValue entries && entries.poison().isEmpty()) {
      entries.entries().forEach(e -> named.put(Given.text(e.key(), at), e.value()));
      return named;
    }
    throw new Unreadable("the parameters are not known", at);
  }
}
