package dev.dovetail.python.model;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * What one class, or one {@code Table(...)}, says of a table. Several may speak of one.
 *
 * @param model the class
 * @param heir whether the table is a parent's, to which the class adds
 * @param arguments what stands in {@code __table_args__}, or beside the columns
 * @param metadata that it belongs to, where that is known
 * @param home what the metadata is known by, be it written or not
 * @param made the {@code Table(...)} itself
 * @param unsure why columns may be missing
 */
record TablePart(
    MappedTable table,
    Optional<String> model,
    boolean heir,
    List<Written> columns,
    List<Value> arguments,
    Optional<Value> metadata,
    Optional<Object> home,
    Optional<Value.Constructed> made,
    List<String> unsure,
    Origin at) {

  TablePart {
    columns = List.copyOf(columns);
    arguments = List.copyOf(arguments);
    unsure = List.copyOf(unsure);
  }

  TablePart of(String model) {
    return new TablePart(
        table, Optional.of(model), heir, columns, arguments, metadata, home, made, unsure, at);
  }
}
