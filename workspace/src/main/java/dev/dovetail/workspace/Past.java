package dev.dovetail.workspace;

import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a change asks of the state before it: read for it, or kept from when that state was new. */
interface Past {

  Tree tree();

  /** Where a service stored enums; empty where there was no such service. */
  Optional<List<Stored>> stored(String service) throws ConfigurationException;

  /** Of all that {@code check} found there. */
  Set<String> fingerprints() throws ConfigurationException;

  /** A column with an enum type of its own, and the labels that the code gave it. */
  record Stored(Optional<String> schema, String table, String column, List<String> labels) {

    public Stored {
      labels = List.copyOf(labels);
    }

    /** Those of which all is known. */
    static List<Stored> of(List<EnumColumn> columns) {
      List<EnumColumn> unsure = columns.stream().filter(it -> !isSure(it)).toList();
      return columns.stream()
          .filter(Stored::isSure)
          .map(column ->
              new Stored(
                  column.schema(),
                  column.table(),
                  column.column(),
                  column.labels().stream().map(Label::text).toList()))
          .filter(stored -> unsure.stream().noneMatch(stored::isAt))
          .toList();
    }

    static boolean isSure(EnumColumn column) {
      return column.unknown().isEmpty() && column.storage() == EnumColumn.Storage.NATIVE;
    }

    boolean isAt(EnumColumn column) {
      return schema.equals(column.schema())
          && table.equals(column.table())
          && this.column.equals(column.column());
    }
  }
}
