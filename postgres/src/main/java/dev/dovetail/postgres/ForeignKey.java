package dev.dovetail.postgres;

import dev.dovetail.core.schema.ObjectName;
import java.util.List;

/**
 * A foreign key of a table.
 *
 * @param columns in the key's own order, as {@code targetColumns}
 */
public record ForeignKey(
    ObjectName table,
    String name,
    List<String> columns,
    ObjectName target,
    List<String> targetColumns) {

  public ForeignKey {
    columns = List.copyOf(columns);
    targetColumns = List.copyOf(targetColumns);
  }
}
