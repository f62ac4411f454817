package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.ColumnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns that an expression may name.
 *
 * @param open that there may be more than these
 * @param outer of the query around, for subqueries
 */
record Scope(List<Source> sources, boolean open, Optional<Scope> outer) {

  /** A table by the name that the expression knows it by. */
  record Source(String alias, int relation, List<Node> columns, List<String> names) {}

  static final Scope NONE = new Scope(List.of(), false, Optional.empty());

  static Scope of(Thing.Relation relation, String alias) {
    return new Scope(List.of(source(relation, alias)), false, Optional.empty());
  }

  static Source source(Thing.Relation relation, String alias) {
    List<Node> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    switch (relation) {
      case Thing.Table table ->
          table
              .columns()
              .forEach(column -> {
                names.add(column.name());
                columns.add(
                    new Node.ColumnVar(new ColumnId(table.oid(), column.number()), column.type()));
              });
      case Thing.View view -> {
        for (int i = 0; i < view.columns().size(); i++) {
          names.add(view.columns().get(i).name());
          columns.add(
              new Node.ColumnVar(new ColumnId(view.oid(), i + 1), view.columns().get(i).type()));
        }
      }
      case Thing.Sequence sequence -> {}
      case Thing.Index index -> {}
    }
    return new Source(alias, relation.oid(), columns, names);
  }

  static Scope value(Node value) {
    return new Scope(
        List.of(new Source("", 0, List.of(value), List.of("value"))), false, Optional.empty());
  }

  /** The column of this name; empty where there is none, or where it is not certain which. */
  Optional<Node> column(List<String> path) {
    String name = path.get(path.size() - 1);
    Optional<String> qualifier =
        path.size() > 1 ? Optional.of(path.get(path.size() - 2)) : Optional.empty();
    for (Source source : sources) {
      int at = source.names.indexOf(name);
      if (at >= 0 && qualifier.map(source.alias::equals).orElse(true)) {
        return Optional.of(source.columns.get(at));
      }
    }
    return outer.flatMap(around -> around.column(path));
  }

  boolean hasSource(String alias) {
    return sources.stream().anyMatch(source -> source.alias.equals(alias))
        || outer.map(around -> around.hasSource(alias)).orElse(false);
  }

  boolean wholeRow(String name) {
    return hasSource(name);
  }

  boolean anyOpen() {
    return open || outer.map(Scope::anyOpen).orElse(false);
  }
}
