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

  /** CREATE statements for types, tables, keys and indexes, in an order in which they run. */
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
    schema
        .sequences()
        .keySet()
        .forEach(name -> out.append("CREATE SEQUENCE ").append(name.quoted()).append(";\n"));
    schema.tables().values().forEach(table -> table(out, table));
    for (Table table : schema.tables().values()) {
      constraints(out, table, false);
    }
    for (Table table : schema.tables().values()) {
      constraints(out, table, true);
    }
    for (Table table : schema.tables().values()) {
      table.indexes().values().forEach(index -> out.append(index.definition()).append(";\n"));
    }
    return out.toString();
  }

  private static void domain(StringBuilder out, Schema.Domain domain) {
    out.append("CREATE DOMAIN ").append(domain.name().quoted()).append(" AS ");
    out.append(domain.base());
    domain.defaultText().ifPresent(text -> out.append(" DEFAULT ").append(text));
    out.append(domain.notNull() ? " NOT NULL" : "").append(";\n");
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
