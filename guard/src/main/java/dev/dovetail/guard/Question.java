package dev.dovetail.guard;

import dev.dovetail.guard.Expectation.Name;
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

  /** Between names that go in one text: arrays cost the driver more than the query takes. */
  private static final char SEPARATOR = '\u0001';

  private static final String LABELS =
      """
      select n.nspname, t.typname, pg_type_is_visible(t.oid), l.enumlabel, null, null, l.enumsortorder
        from pg_type t
        join pg_namespace n on n.oid = t.typnamespace
        left join pg_enum l on l.enumtypid = t.oid
       where t.typtype = 'e' and
      """;

  private static final String NAMED =
      " t.typname = any (cast(string_to_array(?, chr(1)) as name[])) ";

  /** Columns hold enums through arrays and domains. */
  private static final String COLUMNS =
      """
      with recursive
      col as (
        select n.nspname, c.relname, a.attname, pg_table_is_visible(c.oid) as visible, a.atttypid as typ
          from pg_class c
          join pg_namespace n on n.oid = c.relnamespace
          join pg_attribute a on a.attrelid = c.oid
         where c.relname = any (cast(string_to_array(?, chr(1)) as name[]))
           and a.attname = any (cast(string_to_array(?, chr(1)) as name[]))
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
        select h.root, n.nspname, t.typname
          from held h
          join pg_type t on t.oid = h.typ and t.typtype = 'e'
          join pg_namespace n on n.oid = t.typnamespace
      )
      select c.nspname, c.relname, c.visible, c.attname, e.nspname, coalesce(e.typname, format_type(c.typ, null)), null
        from col c
        left join enum e on e.root = c.typ
      union all
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
  LiveTypes ask(Connection connection) throws SQLException {
    boolean ofColumns = !tables.isEmpty();
    String query =
        ofColumns
            ? COLUMNS
                + LABELS
                + "("
                + NAMED
                + "or t.oid in (select typ from held)) order by 1, 2, 7"
            : LABELS + NAMED + "order by 1, 2, 7";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      int next = 1;
      if (ofColumns) {
        statement.setString(next++, joined(tables));
        statement.setString(next++, joined(columns));
      }
      statement.setString(next, joined(types));
      try (ResultSet rows = statement.executeQuery()) {
        return answer(rows);
      }
    } finally {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    }
  }

  private static String joined(Set<String> names) {
    StringBuilder joined = new StringBuilder();
    for (String name : names) {
      joined.append(joined.isEmpty() ? "" : SEPARATOR).append(name);
    }
    return joined.toString();
  }

  private static LiveTypes answer(ResultSet rows) throws SQLException {
    List<LiveTypes.EnumType> types = new ArrayList<>();
    List<LiveTypes.TypedColumn> columns = new ArrayList<>();
    Labels labels = new Labels(types);
    while (rows.next()) {
      String schema = rows.getString(1);
      String name = rows.getString(2);
      boolean visible = rows.getBoolean(3);
      Optional<String> said = Optional.ofNullable(rows.getString(6));
      if (said.isEmpty()) {
        labels.add(schema, name, visible, Optional.ofNullable(rows.getString(4)));
        continue;
      }
      Optional<String> typeSchema = Optional.ofNullable(rows.getString(5));
      Optional<Name> type =
          typeSchema.isPresent() ? Optional.of(new Name(typeSchema, said.get())) : Optional.empty();
      columns.add(
          new LiveTypes.TypedColumn(schema, name, rows.getString(4), visible, type, said.get()));
    }
    labels.end();
    return new LiveTypes(types, columns);
  }

  /** Puts the rows of one type together; those of a type stand one after the other. */
  private static final class Labels {
    private final List<LiveTypes.EnumType> types;
    private final List<String> texts = new ArrayList<>();
    private Optional<LiveTypes.EnumType> open = Optional.empty();

    Labels(List<LiveTypes.EnumType> types) {
      this.types = types;
    }

    void add(String schema, String name, boolean visible, Optional<String> label) {
      if (open.isEmpty()
          || !open.get().schema().equals(schema)
          || !open.get().name().equals(name)) {
        end();
        open = Optional.of(new LiveTypes.EnumType(schema, name, visible, List.of()));
      }
      if (label.isPresent()) {
        texts.add(label.get());
      }
    }

    void end() {
      if (open.isPresent()) {
        LiveTypes.EnumType type = open.get();
        types.add(new LiveTypes.EnumType(type.schema(), type.name(), type.visible(), texts));
      }
      texts.clear();
      open = Optional.empty();
    }
  }
}
