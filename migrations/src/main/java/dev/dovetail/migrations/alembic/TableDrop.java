package dev.dovetail.migrations.alembic;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Drops a reflected table; before SQLAlchemy 2.1 the enum types of its columns are dropped as well.
 */
final class TableDrop {

  private final Connection connection;

  TableDrop(Connection connection) {
    this.connection = connection;
  }

  void drop(Optional<String> schema, String name, Given given) {
    Doubts.about(connection.session(), List.of(name))
        .ifPresent(doubt -> {
          throw new Unreadable("the table " + name + " is not known", given.at());
        });
    List<ObjectName> types =
        connection.session().tableNamed(new Name(schema, name)).stream()
            .flatMap(table -> table.columns().stream())
            .flatMap(column -> column.enumType().stream())
            .distinct()
            .toList();
    connection.execute("DROP TABLE " + Sql.name(schema, name), given.at());
    if (connection.dialect().enumsAsIn21()) {
      return;
    }
    for (ObjectName type : types) {
      Name typeName = Name.of(type.schema(), type.name());
      if (connection.session().enumNamed(typeName).isPresent()) {
        connection.apply(
            new Statement.DropType(List.of(typeName), false, false, false), given.at());
      }
    }
  }
}
