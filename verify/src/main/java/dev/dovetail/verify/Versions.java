package dev.dovetail.verify;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import java.util.List;
import java.util.Optional;

/** What Alembic has written down as applied. */
record Versions(ObjectName table, List<String> heads) {

  private static final String FIND =
      "SELECT n.nspname, c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE a.attname = 'version_num' AND c.relkind = 'r' AND c.relnatts = 1";

  Versions {
    heads = List.copyOf(heads);
  }

  /** Empty where Alembic has not been here. */
  static Optional<Versions> in(Database database) throws ServerException {
    List<List<Optional<String>>> found = database.rows(FIND);
    if (found.size() != 1) {
      return Optional.empty();
    }
    ObjectName table =
        new ObjectName(found.get(0).get(0).orElseThrow(), found.get(0).get(1).orElseThrow());
    List<String> heads =
        database.rows("SELECT version_num FROM " + table.quoted() + " ORDER BY 1").stream()
            .map(row -> row.get(0).orElse(""))
            .toList();
    return Optional.of(new Versions(table, heads));
  }

  boolean names(String revision) {
    return heads.contains(revision);
  }

  /** Writes this down again, whatever is written there now. */
  void restore(Database database) throws ServerException {
    StringBuilder sql = new StringBuilder("DELETE FROM " + table.quoted() + ";");
    for (String head : heads) {
      sql.append("INSERT INTO ").append(table.quoted()).append(" VALUES (");
      sql.append(Identifiers.literal(head)).append(");");
    }
    database.run(sql.toString());
  }

  Versions with(List<String> others) {
    return new Versions(table, others);
  }
}
