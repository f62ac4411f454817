package dev.dovetail.postgres;

import dev.dovetail.core.expected.LiveType;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One database that can be asked and changed. Connections are opened for each call, but for a
 * session.
 */
public final class Database {
  private final Address address;

  public Database(Address address) {
    this.address = address;
  }

  public Address address() {
    return address;
  }

  /** What its catalog holds. */
  public Schema introspect() throws ServerException {
    try (Connection connection = connect()) {
      return Introspection.read(connection, address.database());
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  /** Comments, grants, policies and bodies of functions, which no schema holds; a line each. */
  public List<String> beyondSchema() throws ServerException {
    return rows(Text.resource("beyond_schema.sql")).stream()
        .map(row -> row.getFirst().orElse(""))
        .toList();
  }

  /** Its enum types, as a service sees them that connects as we do. */
  public List<LiveType> enumTypes() throws ServerException {
    Map<ObjectName, Boolean> visible = new LinkedHashMap<>();
    Map<ObjectName, List<String>> labels = new LinkedHashMap<>();
    for (List<Optional<String>> row : rows(Text.resource("visible_enums.sql"))) {
      ObjectName name = new ObjectName(row.get(0).orElse(""), row.get(1).orElse(""));
      visible.put(name, row.get(2).equals(Optional.of("t")));
      List<String> known = labels.computeIfAbsent(name, key -> new ArrayList<>());
      row.get(3).ifPresent(known::add);
    }
    List<LiveType> types = new ArrayList<>();
    visible.forEach(
        (name, seen) -> types.add(new LiveType(name, seen, labels.getOrDefault(name, List.of()))));
    return types;
  }

  /** Runs statements as one message, and so as one transaction unless they say otherwise. */
  public void run(String sql) throws ServerException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  /** A connection that stays open until it is closed. */
  public DatabaseSession session() throws ServerException {
    try {
      return DatabaseSession.open(
          address.connect("dovetail", Map.of("allowEncodingChanges", "true")));
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  /** The rows of a query as text; empty stands for null. */
  public List<List<Optional<String>>> rows(String query) throws ServerException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<List<Optional<String>>> rows = new ArrayList<>();
      while (result.next()) {
        List<Optional<String>> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(Optional.ofNullable(result.getString(i)));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  private Connection connect() throws SQLException {
    return address.connect("dovetail");
  }
}
