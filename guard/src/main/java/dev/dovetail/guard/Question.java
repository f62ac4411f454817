package dev.dovetail.guard;

import dev.dovetail.guard.Expectation.Name;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that a guard wants to know of a database, in one query that goes by the catalog's indexes.
 */
final class Question {

  /** Columns hold enums through arrays and domains. */
  private static final String QUERY =
      """
      with recursive
      col as (
        select n.nspname, c.relname, a.attname, pg_table_is_visible(c.oid) as visible, a.atttypid as typ
          from pg_class c
          join pg_namespace n on n.oid = c.relnamespace
          join pg_attribute a on a.attrelid = c.oid
         where c.relname = any (cast(? as name[])) and a.attname = any (cast(? as name[]))
           and c.relkind in ('r', 'p', 'f', 'v', 'm') and a.attnum > 0 and not a.attisdropped
      ),
      held (root, typ, depth) as (
        select typ, typ, 0 from col
        union
        select h.root, case t.typtype when 'd' then t.typbasetype else t.typelem end, h.depth + 1
          from held h
          join pg_type t on t.oid = h.typ
         where (t.typtype = 'd' or t.typcategory = 'A') and h.depth < 32
      ),
      enum as (
        select t.oid, n.nspname, t.typname
          from pg_type t
          join pg_namespace n on n.oid = t.typnamespace
         where t.typtype = 'e' and (t.typname = any (cast(? as name[])) or t.oid in (select typ from held))
      )
      select null, null, null, null, e.nspname, e.typname, pg_type_is_visible(e.oid),
             array(select l.enumlabel::text from pg_enum l where l.enumtypid = e.oid order by l.enumsortorder)
        from enum e
      union all
      select c.nspname, c.relname, c.attname, format_type(c.typ, null), e.nspname, e.typname, c.visible, null
        from col c
        left join (held h join enum e on e.oid = h.typ) on h.root = c.typ
      """;

  private final Set<String> tables = new TreeSet<>();
  private final Set<String> columns = new TreeSet<>();
  private final Set<String> types = new TreeSet<>();

  Question(List<Expectation> expectations) {
    for (Expectation expectation : expectations) {
      Expectation.Place place = expectation.place();
      if (place instanceof Expectation.NamedType named) {
        types.addAll(named.name().spellings());
      } else if (place instanceof Expectation.Column column) {
        tables.addAll(column.tables());
        columns.addAll(column.columns());
        column.types().forEach(type -> types.addAll(type.spellings()));
      }
    }
  }

  /** Asks, and leaves no transaction open. */
  LiveTypes ask(Connection connection, int seconds) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setQueryTimeout(seconds);
      statement.setArray(1, array(connection, tables));
      statement.setArray(2, array(connection, columns));
      statement.setArray(3, array(connection, types));
      try (ResultSet rows = statement.executeQuery()) {
        return answer(rows);
      }
    } finally {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    }
  }

  private static Array array(Connection connection, Set<String> names) throws SQLException {
    return connection.createArrayOf("text", names.toArray());
  }

  private static LiveTypes answer(ResultSet rows) throws SQLException {
    List<LiveTypes.EnumType> types = new ArrayList<>();
    List<LiveTypes.TypedColumn> columns = new ArrayList<>();
    while (rows.next()) {
      Optional<String> table = Optional.ofNullable(rows.getString(2));
      Optional<String> type = Optional.ofNullable(rows.getString(6));
      if (table.isPresent()) {
        Optional<String> schema = Optional.ofNullable(rows.getString(5));
        columns.add(
            new LiveTypes.TypedColumn(
                rows.getString(1),
                table.get(),
                rows.getString(3),
                rows.getBoolean(7),
                type.map(name -> new Name(schema, name)),
                rows.getString(4)));
      } else {
        String[] labels = (String[]) rows.getArray(8).getArray();
        types.add(
            new LiveTypes.EnumType(
                rows.getString(5), type.orElse(""), rows.getBoolean(7), List.of(labels)));
      }
    }
    return new LiveTypes(types, columns);
  }
}
