package dev.dovetail.guard;

import dev.dovetail.guard.Expectation.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the database holds of that which was asked for. Plain loops, here and wherever all is well:
 * a start runs them once, and pays for each lambda what the loop takes a thousand times.
 */
record LiveTypes(List<EnumType> types, List<TypedColumn> columns) {

  LiveTypes {
    types = List.copyOf(types);
    columns = List.copyOf(columns);
  }

  /**
   * An enum type.
   *
   * @param visible whether the search path leads to it
   */
  record EnumType(String schema, String name, boolean visible, List<String> labels) {

    EnumType {
      labels = List.copyOf(labels);
    }

    @Override
    public String toString() {
      return schema + "." + name;
    }
  }

  /**
   * A column.
   *
   * @param visible whether the search path leads to its table
   * @param enumType the schema and name of the enum that it holds, through arrays and domains
   * @param type as PostgreSQL calls it
   */
  record TypedColumn(
      String schema,
      String table,
      String column,
      boolean visible,
      Optional<Name> enumType,
      String type) {}

  /**
   * Several of one name, and nothing that prefers one of them, are none.
   *
   * @param several whether there were more than one
   */
  record Found<T>(Optional<T> one, boolean several) {}

  Found<EnumType> type(Name wanted) {
    for (String spelling : wanted.spellings()) {
      List<EnumType> called = new ArrayList<>();
      Optional<EnumType> visible = Optional.empty();
      for (EnumType type : types) {
        if (type.name().equals(spelling) && isIn(wanted.schema(), type.schema())) {
          called.add(type);
          visible = type.visible() ? Optional.of(type) : visible;
        }
      }
      if (!called.isEmpty()) {
        return one(called, visible);
      }
    }
    return new Found<>(Optional.empty(), false);
  }

  /** The first of the tables, and the first of the columns, that is there. */
  Found<TypedColumn> column(
      Optional<String> schema, Collection<String> tables, Collection<String> names) {
    for (String table : tables) {
      for (String name : names) {
        List<TypedColumn> called = new ArrayList<>();
        Optional<TypedColumn> visible = Optional.empty();
        for (TypedColumn column : columns) {
          if (column.table().equals(table)
              && column.column().equals(name)
              && isIn(schema, column.schema())) {
            called.add(column);
            visible = column.visible() ? Optional.of(column) : visible;
          }
        }
        if (!called.isEmpty()) {
          return one(called, visible);
        }
      }
    }
    return new Found<>(Optional.empty(), false);
  }

  private static boolean isIn(Optional<String> wanted, String schema) {
    return wanted.isEmpty() || wanted.get().equals(schema);
  }

  private static <T> Found<T> one(List<T> called, Optional<T> visible) {
    if (visible.isPresent()) {
      return new Found<>(visible, false);
    }
    return called.size() == 1
        ? new Found<>(Optional.of(called.get(0)), false)
        : new Found<>(Optional.empty(), true);
  }
}
