package dev.dovetail.verify;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.Column;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.schema.Schema.Table;
import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A database knows no files; the text of the migrations does. */
public final class Places {

  private Places() {}

  /** What is there, with the places where its types, tables and columns are written. */
  public static Schema in(Schema replayed, Schema told) {
    SortedMap<ObjectName, EnumType> enums = new TreeMap<>(replayed.enums());
    enums.replaceAll((name, type) ->
        Optional.ofNullable(told.enums().get(name)).map(known -> in(type, known)).orElse(type));
    SortedMap<ObjectName, Table> tables = new TreeMap<>(replayed.tables());
    tables.replaceAll((name, table) ->
        Optional.ofNullable(told.tables().get(name)).map(known -> in(table, known)).orElse(table));
    return new Schema(
        enums,
        replayed.domains(),
        tables,
        replayed.views(),
        replayed.sequences(),
        replayed.routines(),
        replayed.triggers(),
        replayed.schemas());
  }

  private static EnumType in(EnumType type, EnumType known) {
    List<Label> labels =
        type.labels().stream()
            .map(label ->
                known.labels().stream()
                    .filter(other -> other.text().equals(label.text()))
                    .findFirst()
                    .orElseGet(() -> new Label(label.text(), known.origin())))
            .toList();
    return new EnumType(type.name(), labels, known.origin());
  }

  private static Table in(Table table, Table known) {
    List<Column> columns =
        table.columns().stream()
            .map(column ->
                known.column(column.name()).map(other -> at(column, other.origin())).orElse(column))
            .toList();
    return new Table(
        table.name(),
        columns,
        table.constraints(),
        table.indexes(),
        table.partitionKey(),
        table.partitionOf(),
        table.partitionBound(),
        known.origin());
  }

  private static Column at(Column column, Origin origin) {
    return new Column(
        column.name(),
        column.type(),
        column.enumType(),
        column.notNull(),
        column.defaultText(),
        column.generated(),
        column.identity(),
        origin);
  }
}
