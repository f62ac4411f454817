package dev.dovetail.report;

import static java.util.stream.Collectors.joining;

import dev.dovetail.core.history.Problem;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.Column;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A schema for people: as an outline, or as SQL. */
public final class SchemaText {

  private SchemaText() {}

  /** Types with their labels, tables with their columns, and what is wrong or not known. */
  public static String text(Schema schema, Optional<Problem> problem, List<Doubt> undecided) {
    StringBuilder out = new StringBuilder();
    for (EnumType type : schema.enums().values()) {
      out.append("enum ").append(type.name()).append(": ");
      out.append(String.join(", ", type.texts())).append('\n');
    }
    for (Table table : schema.tables().values()) {
      out.append("table ").append(table.name()).append('\n');
      for (Column column : table.columns()) {
        out.append("  ").append(column.name()).append(' ').append(typed(column)).append('\n');
      }
    }
    schema.views().keySet().forEach(view -> out.append("view ").append(view).append('\n'));
    problem.ifPresent(found ->
        out.append("fails")
            .append(found.revision().map(revision -> " in " + revision).orElse(""))
            .append(": ")
            .append(found.message())
            .append(found.sqlstate().map(state -> " (" + state + ")").orElse(""))
            .append('\n'));
    for (Doubt doubt : undecided) {
      out.append("unverifiable: ").append(doubt.reason());
      out.append(" (").append(Place.shown(doubt.origin())).append(")\n");
    }
    return out.toString().lines().map(Printable::of).map(line -> line + "\n").collect(joining());
  }

  /**
   * CREATE statements for types, tables, keys, indexes and views, in an order in which they run,
   * but for views on views. Of functions and triggers, of which no text is known, the names stand
   * in comments.
   */
  public static String sql(Schema schema) {
    StringBuilder out = new StringBuilder();
    for (String name : schema.schemas()) {
      if (!name.equals("public")) {
        out.append("CREATE SCHEMA ").append(Identifiers.quote(name)).append(";\n");
      }
    }
    for (EnumType type : schema.enums().values()) {
      out.append("CREATE TYPE ").append(type.name().quoted()).append(" AS ENUM (");
      out.append(String.join(", ", type.texts().stream().map(Identifiers::literal).toList()));
      out.append(");\n");
    }
    schema.domains().values().forEach(domain -> domain(out, domain));
    List<String> owned = sequences(out, schema);
    List<Table> tables =
        schema.tables().values().stream().filter(table -> table.partitionOf().isEmpty()).toList();
    tables.forEach(table -> table(out, table));
    owned.forEach(out::append);
    tables.forEach(table -> constraints(out, table, false));
    schema.tables().values().forEach(table -> partition(out, table));
    tables.forEach(table -> constraints(out, table, true));
    for (Table table : tables) {
      table.indexes().values().forEach(index -> out.append(index.definition()).append(";\n"));
    }
    for (Schema.View view : schema.views().values()) {
      String source = view.source().strip();
      out.append(view.materialized() ? "CREATE MATERIALIZED VIEW " : "CREATE VIEW ");
      out.append(view.name().quoted()).append(" AS\n").append(source);
      out.append(source.endsWith(";") ? "\n" : ";\n");
    }
    schema.routines().values().forEach(routine -> comment(out, "function " + routine.signature()));
    schema
        .triggers()
        .values()
        .forEach(trigger -> comment(out, "trigger " + trigger.name() + " on " + trigger.table()));
    return out.toString();
  }

  private static void comment(StringBuilder out, String what) {
    out.append("-- ").append(Printable.of(what)).append(": not shown\n");
  }

  /** Those of identity columns come with their columns. What ties the others comes later. */
  private static List<String> sequences(StringBuilder out, Schema schema) {
    List<String> owned = new ArrayList<>();
    schema
        .sequences()
        .forEach((name, owner) -> {
          Optional<Owner> column = owner.flatMap(text -> Owner.of(text, schema));
          if (column.isPresent() && column.get().column().identity().isPresent()) {
            return;
          }
          out.append("CREATE SEQUENCE ").append(name.quoted());
          out.append(
              column.filter(c -> c.column().type().equals("integer")).isPresent()
                  ? " AS integer;\n"
                  : ";\n");
          column.ifPresent(it ->
              owned.add(
                  "ALTER SEQUENCE %s OWNED BY %s.%s;\n"
                      .formatted(
                          name.quoted(),
                          it.table().name().quoted(),
                          Identifiers.quote(it.column().name()))));
        });
    return owned;
  }

  /** The column that a sequence goes with. */
  private record Owner(Table table, Column column) {

    /** The catalog quotes the table where it must, and never the column. */
    static Optional<Owner> of(String text, Schema schema) {
      for (Table table : schema.tables().values()) {
        for (Column column : table.columns()) {
          if (text.equals(table.name() + "." + column.name())
              || text.equals(table.name().quoted() + "." + column.name())) {
            return Optional.of(new Owner(table, column));
          }
        }
      }
      return Optional.empty();
    }
  }

  private static void domain(StringBuilder out, Schema.Domain domain) {
    out.append("CREATE DOMAIN ").append(domain.name().quoted()).append(" AS ");
    out.append(domain.base());
    domain.defaultText().ifPresent(text -> out.append(" DEFAULT ").append(text));
    out.append(domain.notNull() ? " NOT NULL" : "");
    domain.checks().forEach(check -> out.append(" CONSTRAINT ").append(check));
    out.append(";\n");
  }

  private static void table(StringBuilder out, Table table) {
    List<String> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      columns.add("  " + Identifiers.quote(column.name()) + " " + typed(column));
    }
    out.append("CREATE TABLE ").append(table.name().quoted()).append(" (\n");
    out.append(String.join(",\n", columns)).append("\n)");
    table.partitionKey().ifPresent(key -> out.append(" PARTITION BY ").append(key));
    out.append(";\n");
  }

  /** Keys and indexes come with those of the parent. */
  private static void partition(StringBuilder out, Table table) {
    table
        .partitionOf()
        .ifPresent(parent -> {
          out.append("CREATE TABLE ").append(table.name().quoted());
          out.append(" PARTITION OF ").append(parent.quoted());
          out.append(' ').append(table.partitionBound().orElse("DEFAULT"));
          table.partitionKey().ifPresent(key -> out.append(" PARTITION BY ").append(key));
          out.append(";\n");
        });
  }

  /** Foreign keys come last, when every table and key is there. */
  private static void constraints(StringBuilder out, Table table, boolean foreign) {
    for (Schema.Constraint constraint : table.constraints().values()) {
      if (foreign == (constraint.kind() == Schema.ConstraintKind.FOREIGN_KEY)) {
        out.append("ALTER TABLE ").append(table.name().quoted());
        out.append(" ADD CONSTRAINT ").append(Identifiers.quote(constraint.name())).append(' ');
        out.append(constraint.definition()).append(";\n");
      }
    }
  }

  private static String typed(Column column) {
    StringBuilder typed = new StringBuilder(column.type());
    column
        .generated()
        .ifPresent(text -> typed.append(" GENERATED ALWAYS AS (").append(text).append(") STORED"));
    column.defaultText().ifPresent(text -> typed.append(" DEFAULT ").append(text));
    column
        .identity()
        .ifPresent(kind ->
            typed
                .append(" GENERATED ")
                .append(kind.equals("a") ? "ALWAYS" : "BY DEFAULT")
                .append(" AS IDENTITY"));
    typed.append(column.notNull() ? " NOT NULL" : "");
    return typed.toString();
  }
}
