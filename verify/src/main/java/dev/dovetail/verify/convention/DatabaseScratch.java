package dev.dovetail.verify.convention;

import dev.dovetail.core.convention.Scratch;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds what conventions say in a schema of its own beside a service's tables, asks the catalog,
 * and takes it away again. What names no type of the service is the same for every one, and is
 * built once.
 */
final class DatabaseScratch implements Scratch {

  private static final String SCHEMA = "dovetail_scratch";

  private final Database database;
  private final Map<List<String>, Schema.Table> known;

  DatabaseScratch(Database database, Map<List<String>, Schema.Table> known) {
    this.database = database;
    this.known = known;
  }

  @Override
  public ObjectName place(String table) {
    return new ObjectName(SCHEMA, table);
  }

  @Override
  public Optional<Schema.Table> build(ObjectName place, List<String> statements) {
    Optional<Schema.Table> there = Optional.ofNullable(known.get(statements));
    if (there.isPresent()) {
      return there;
    }
    try {
      try {
        return make(place, statements);
      } finally {
        database.run("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
      }
    } catch (ServerException e) {
      return Optional.empty();
    }
  }

  private Optional<Schema.Table> make(ObjectName place, List<String> statements)
      throws ServerException {
    boolean whole = runs("CREATE SCHEMA " + SCHEMA + ";" + String.join(";\n", statements));
    if (!whole) {
      database.run("CREATE SCHEMA " + SCHEMA);
      statements.forEach(this::runs);
    }
    Optional<Schema.Table> made = Optional.ofNullable(database.introspect().tables().get(place));
    if (whole && made.stream().allMatch(DatabaseScratch::isOfPlainTypes)) {
      made.ifPresent(table -> known.put(List.copyOf(statements), table));
    }
    return made;
  }

  private static boolean isOfPlainTypes(Schema.Table table) {
    return table.columns().stream().noneMatch(column -> column.type().contains("."));
  }

  private boolean runs(String sql) {
    try {
      database.run(sql);
      return true;
    } catch (ServerException e) {
      return false;
    }
  }
}
