package dev.dovetail.migrations.alembic;

import dev.dovetail.core.statement.Touches;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code op.batch_alter_table}: operations on one table, which run when the block ends. */
final class Batches {

  static final String CALLEE = "alembic.op.batch_alter_table";

  /** Operations of a batch, and the place of the table's name in the operation itself. */
  private static final Map<String, Integer> BATCHED =
      Map.ofEntries(
          Map.entry("add_column", 0),
          Map.entry("drop_column", 0),
          Map.entry("alter_column", 0),
          Map.entry("create_index", 1),
          Map.entry("drop_index", 1),
          Map.entry("create_unique_constraint", 1),
          Map.entry("create_primary_key", 1),
          Map.entry("create_foreign_key", 1),
          Map.entry("create_check_constraint", 1),
          Map.entry("create_exclude_constraint", 1),
          Map.entry("drop_constraint", 1),
          Map.entry("create_table_comment", 0),
          Map.entry("drop_table_comment", 0));

  /** Runs an operation by its name. */
  interface Runner {
    Value run(String name, Given given);
  }

  private final Attempts attempts;
  private final IdentityHashMap<Value.Constructed, List<Runnable>> waiting =
      new IdentityHashMap<>();

  Batches(Attempts attempts) {
    this.attempts = attempts;
  }

  /** An operation of a batch: it waits for the end of the block, or runs at once outside one. */
  void call(Value.Constructed batch, String method, Given given, Runner runner) {
    Integer place = BATCHED.get(method);
    Given of = new Given(batch.arguments(), batch.at());
    if (place == null) {
      Mentions.of("op." + method, both(batch, given).arguments())
          .forEach(touches ->
              attempts.opaque(
                  "batch_op." + method,
                  "batch_op." + method + " is not known",
                  touches,
                  given.at()));
      return;
    }
    Runnable later =
        () -> {
          var unused =
              attempts.run(
                  "op." + method,
                  both(batch, given),
                  () -> runner.run(method, inBatch(of, method, place, given)));
        };
    List<Runnable> block = waiting.get(batch);
    if (block == null) {
      later.run();
    } else {
      block.add(later);
    }
  }

  void enter(Value.Constructed batch) {
    waiting.put(batch, new ArrayList<>());
  }

  void exit(Value.Constructed batch, boolean raised) {
    List<Runnable> block = waiting.remove(batch);
    if (block != null && !raised) {
      if (!block.isEmpty()) {
        recreation(batch);
      }
      block.forEach(Runnable::run);
    }
  }

  /** {@code recreate="always"} copies the table: what hangs on it does not come along as it was. */
  private void recreation(Value.Constructed batch) {
    Given given = new Given(batch.arguments(), batch.at());
    boolean always =
        given
            .get("recreate")
            .filter(value -> !(value instanceof Value.Str text) || text.text().equals("always"))
            .isPresent();
    if (always) {
      Touches touches =
          given.need(0, "table_name") instanceof Value.Str table
              ? new Touches.Named(List.of(table.text(), "_alembic_tmp_" + table.text()))
              : Touches.anything();
      attempts.opaque(
          "op.batch_alter_table",
          "batch_alter_table(recreate=...) makes the table anew from what it reflects",
          touches,
          given.at());
    }
  }

  static Given both(Value.Constructed receiver, Given given) {
    List<Value> all = new ArrayList<>(given.arguments().positional());
    all.add(receiver);
    return new Given(
        new Arguments(all, given.arguments().named(), given.arguments().more()), given.at());
  }

  /** The operation's own arguments: the table's name goes in its place, and the schema with it. */
  private static Given inBatch(Given batch, String method, int place, Given given) {
    List<Value> positional = new ArrayList<>(given.arguments().positional());
    Map<String, Value> named = new LinkedHashMap<>(given.arguments().named());
    Value table = batch.need(0, "table_name");
    if (positional.size() >= place) {
      positional.add(place, table);
    } else {
      named.put(method.equals("create_foreign_key") ? "source_table" : "table_name", table);
    }
    batch
        .get(1, "schema")
        .ifPresent(schema -> {
          String key = method.equals("create_foreign_key") ? "source_schema" : "schema";
          named.putIfAbsent(key, schema);
        });
    return new Given(new Arguments(positional, named, given.arguments().more()), given.at());
  }
}
