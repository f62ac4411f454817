package dev.dovetail.migrations;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.Table;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables in which migration tools keep what they have applied: no part of a schema. */
public final class Bookkeeping {

  /** Where Dovetail notes what it has applied itself. */
  private static final String OURS = "_dovetail";

  private static final Set<String> NAMES =
      Set.of(
          "__diesel_schema_migrations",
          "alembic_version",
          "flyway_schema_history",
          "goose_db_version",
          "schema_migrations");

  private Bookkeeping() {}

  public static Schema without(Schema schema) {
    SortedMap<ObjectName, Table> tables = new TreeMap<>(schema.tables());
    tables.values().removeIf(Bookkeeping::isOwn);
    if (tables.size() == schema.tables().size()) {
      return schema;
    }
    SortedSet<String> schemas = new TreeSet<>(schema.schemas());
    schemas.remove(OURS);
    SortedMap<ObjectName, Optional<String>> sequences = new TreeMap<>(schema.sequences());
    sequences
        .values()
        .removeIf(owner ->
            owner.isPresent()
                && schema.tables().values().stream()
                    .filter(Bookkeeping::isOwn)
                    .anyMatch(table -> owner.get().startsWith(table.name() + ".")));
    return new Schema(
        schema.enums(),
        schema.domains(),
        tables,
        schema.views(),
        sequences,
        schema.routines(),
        schema.triggers(),
        schemas);
  }

  /** Alembic's table, whatever env.py calls it. */
  public static Optional<ObjectName> ofAlembic(Schema schema) {
    return schema.tables().values().stream()
        .filter(Bookkeeping::isAlembics)
        .map(Table::name)
        .findFirst();
  }

  private static boolean isOwn(Table table) {
    return NAMES.contains(table.name().name())
        || table.name().schema().equals(OURS)
        || isAlembics(table);
  }

  private static boolean isAlembics(Table table) {
    return table.columns().size() == 1
        && table.columns().get(0).name().equals("version_num")
        && table.columns().get(0).type().startsWith("character varying");
  }
}
