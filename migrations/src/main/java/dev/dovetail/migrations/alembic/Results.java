package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.ListValue;
import dev.dovetail.python.value.PythonRaise;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** What queries gave: results, and their rows, as objects of the program. */
final class Results {

  private static final String RESULT = "dovetail.Result";
  private static final String ROW = "dovetail.Row";

  /** Rows with the names of their columns; empty rows where they are not known. */
  private record Table(List<String> names, Optional<List<List<Value>>> rows, String reason) {}

  private record Row(List<String> names, List<Value> values) {}

  private final IdentityHashMap<Value.Constructed, Table> results = new IdentityHashMap<>();
  private final IdentityHashMap<Value.Constructed, Row> rows = new IdentityHashMap<>();

  /** A result whose rows are known. */
  Value of(List<String> names, List<List<Value>> values, Origin at) {
    return result(new Table(names, Optional.of(values), ""), at);
  }

  Value unknown(String reason, Origin at) {
    return result(new Table(List.of(), Optional.empty(), reason), at);
  }

  private Value result(Table table, Origin at) {
    Value.Constructed made = new Value.Constructed(RESULT, Arguments.NONE, at);
    results.put(made, table);
    return made;
  }

  boolean isResult(Value.Constructed value) {
    return results.containsKey(value);
  }

  boolean isRow(Value.Constructed value) {
    return rows.containsKey(value);
  }

  Value call(Value.Constructed result, String method, Arguments arguments, Origin at) {
    Table table = table(result);
    if (table.rows().isEmpty()) {
      return method.equals("close") ? new Value.None() : Value.Unknown.data(table.reason(), at);
    }
    List<List<Value>> all = table.rows().get();
    return switch (method) {
      case "fetchall", "all" -> new ListValue(asRows(table, all, at));
      case "scalars" -> {
        List<List<Value>> firsts = new ArrayList<>();
        all.forEach(row -> firsts.add(List.of(row.getFirst())));
        yield result(new Table(List.of(), Optional.of(firsts), ""), at);
      }
      case "mappings", "unique", "tuples", "yield_per" -> result;
      case "scalar", "scalar_one_or_none" ->
          all.isEmpty() ? new Value.None() : all.getFirst().getFirst();
      case "fetchone", "first", "one_or_none" ->
          all.isEmpty() ? new Value.None() : asRow(table, all.getFirst(), at);
      case "scalar_one", "one" -> {
        if (all.size() != 1) {
          throw PythonRaise.of(
              all.isEmpty()
                  ? "sqlalchemy.exc.NoResultFound"
                  : "sqlalchemy.exc.MultipleResultsFound",
              "the query gave " + all.size() + " rows",
              at);
        }
        yield method.equals("one") ? asRow(table, all.getFirst(), at) : all.getFirst().getFirst();
      }
      case "close" -> new Value.None();
      case "rowcount" -> Value.Int.of(all.size());
      default -> Value.Unknown.data("the result's " + method + "() is not known", at);
    };
  }

  Optional<List<Value>> iterate(Value.Constructed value, Origin at) {
    Row row = rows.get(value);
    if (row != null) {
      return Optional.of(row.values());
    }
    Table table = table(value);
    return table.rows().map(all -> asRows(table, all, at));
  }

  Optional<Boolean> truth(Value.Constructed value) {
    return Optional.of(true).filter(yes -> isResult(value) || isRow(value));
  }

  Value item(Value.Constructed value, Value key, Origin at) {
    Row row = rows.get(value);
    if (row != null && key instanceof Value.Int index && index.value().bitLength() < 31) {
      int place = index.value().intValueExact();
      int from = place < 0 ? row.values().size() + place : place;
      if (from >= 0 && from < row.values().size()) {
        return row.values().get(from);
      }
    }
    return row != null && key instanceof Value.Str name
        ? attribute(value, name.text(), at)
        : Value.Unknown.data("a part of a row is not known", at);
  }

  Value attribute(Value.Constructed value, String name, Origin at) {
    Row row = rows.get(value);
    if (row == null) {
      return name.equals("rowcount")
          ? call(value, name, Arguments.NONE, at)
          : Value.Unknown.data("the result's " + name + " is not known", at);
    }
    int place = row.names().indexOf(name);
    return place >= 0 && place < row.values().size()
        ? row.values().get(place)
        : Value.Unknown.data("the row's " + name + " is not known", at);
  }

  private Table table(Value.Constructed value) {
    return results.getOrDefault(
        value, new Table(List.of(), Optional.empty(), "a result is not known"));
  }

  private List<Value> asRows(Table table, List<List<Value>> all, Origin at) {
    boolean single = table.names().isEmpty();
    List<Value> values = new ArrayList<>();
    for (List<Value> row : all) {
      values.add(single ? row.getFirst() : asRow(table, row, at));
    }
    return values;
  }

  private Value asRow(Table table, List<Value> values, Origin at) {
    if (table.names().isEmpty()) {
      return values.getFirst();
    }
    Value.Constructed made = new Value.Constructed(ROW, Arguments.NONE, at);
    rows.put(made, new Row(table.names(), values));
    return made;
  }
}
