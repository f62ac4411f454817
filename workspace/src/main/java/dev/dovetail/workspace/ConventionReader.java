package dev.dovetail.workspace;

import dev.dovetail.core.convention.Convention;
import dev.dovetail.core.convention.Convention.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tomlj.TomlTable;

/** Reads {@code [conventions.NAME]}. */
final class ConventionReader {

  private static final List<String> CONVENTION =
      List.of(
          "tables",
          "services",
          "exclude",
          "reference",
          "exact",
          "columns",
          "indexes",
          "constraints");
  private static final List<String> COLUMN = List.of("type", "nullable", "default");
  private static final List<String> INDEX =
      List.of("name", "columns", "unique", "method", "include", "where");
  private static final List<String> CONSTRAINT = List.of("name", "definition");

  private final TomlValues values;

  ConventionReader(TomlValues values) {
    this.values = values;
  }

  List<Convention> read(TomlTable top) throws ConfigurationException {
    List<Convention> conventions = new ArrayList<>();
    Optional<TomlTable> all = values.table(top, "conventions");
    if (all.isPresent()) {
      for (String name : all.get().keySet()) {
        Optional<TomlTable> table = values.table(all.get(), name);
        conventions.add(convention(name, table.orElseThrow()));
      }
    }
    return conventions;
  }

  private Convention convention(String name, TomlTable table) throws ConfigurationException {
    values.know(table, CONVENTION);
    List<String> tables = values.strings(table, "tables");
    if (tables.isEmpty()) {
      throw values.problem(
          table, "tables", "a convention needs `tables`: names, or patterns with `*`");
    }
    boolean written =
        table.contains("columns") || table.contains("indexes") || table.contains("constraints");
    Optional<String> reference = values.string(table, "reference");
    if (written == reference.isPresent()) {
      throw values.problem(
          table,
          reference.isPresent() ? "reference" : "tables",
          "a convention has either a `reference` or its own `columns`, `indexes` and"
              + " `constraints`");
    }
    Convention.Measure measure =
        reference.isPresent()
            ? new Convention.Reference(reference.get())
            : new Convention.Written(columns(table), indexes(table), constraints(table));
    return new Convention(
        name,
        tables,
        values.strings(table, "services"),
        values.strings(table, "exclude"),
        values.flag(table, "exact").orElse(false),
        measure);
  }

  /** A column is SQL, all of which counts, or a table of what counts. */
  private List<Convention.Column> columns(TomlTable convention) throws ConfigurationException {
    List<Convention.Column> columns = new ArrayList<>();
    Optional<TomlTable> table = values.table(convention, "columns");
    if (table.isPresent()) {
      for (String name : table.get().keySet()) {
        columns.add(column(table.get(), name));
      }
    }
    return columns;
  }

  private Convention.Column column(TomlTable columns, String name) throws ConfigurationException {
    Object value = columns.get(List.of(name));
    if (value instanceof String sql) {
      return new Convention.Column(name, Optional.of(sql), "", EnumSet.allOf(Part.class));
    }
    if (!(value instanceof TomlTable table)) {
      throw values.problem(
          columns, name, "`%s` is a column as SQL has it, or a table".formatted(name));
    }
    values.know(table, COLUMN);
    Optional<String> type = values.string(table, "type");
    Optional<Boolean> nullable = values.flag(table, "nullable");
    Optional<String> standard = values.text(table, "default");
    Set<Part> said = EnumSet.noneOf(Part.class);
    StringBuilder rest = new StringBuilder();
    type.ifPresent(text -> said.add(Part.TYPE));
    nullable.ifPresent(may -> {
      said.add(Part.NULLABLE);
      rest.append(may ? "" : "NOT NULL ");
    });
    standard.ifPresent(text -> {
      said.add(Part.DEFAULT);
      rest.append(text.isBlank() ? "" : "DEFAULT " + text);
    });
    return new Convention.Column(name, type, rest.toString().strip(), said);
  }

  private List<Convention.Index> indexes(TomlTable convention) throws ConfigurationException {
    List<Convention.Index> indexes = new ArrayList<>();
    for (TomlTable table : values.tables(convention, "indexes")) {
      values.know(table, INDEX);
      List<String> keys = values.strings(table, "columns");
      if (keys.isEmpty()) {
        throw values.problem(table, "columns", "an index needs `columns`");
      }
      indexes.add(
          new Convention.Index(
              values.string(table, "name"),
              keys,
              values.flag(table, "unique").orElse(false),
              values.string(table, "method"),
              values.strings(table, "include"),
              values.string(table, "where")));
    }
    return indexes;
  }

  private List<Convention.Constraint> constraints(TomlTable convention)
      throws ConfigurationException {
    List<Convention.Constraint> constraints = new ArrayList<>();
    for (TomlTable table : values.tables(convention, "constraints")) {
      values.know(table, CONSTRAINT);
      constraints.add(
          new Convention.Constraint(
              values.string(table, "name"),
              values.required(
                  table, "definition", text -> !text.isBlank(), "SQL, as in PRIMARY KEY (id)")));
    }
    return constraints;
  }
}
