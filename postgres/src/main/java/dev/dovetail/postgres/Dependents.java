package dev.dovetail.postgres;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.postgres.Takedown.Carrier;
import dev.dovetail.postgres.Takedown.Part;
import dev.dovetail.postgres.Takedown.Shape;
import dev.dovetail.postgres.Takedown.Sort;
import dev.dovetail.postgres.Takedown.Stored;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What hangs on what in a database, and in which words each part is taken away and put back: a
 * catalog, read once.
 */
public final class Dependents {

  /** An object of the catalog, or a column of it. */
  record Node(String in, long id, int number) {
    Node whole() {
      return new Node(in, id, 0);
    }
  }

  /** One thing that hangs on another. */
  record Link(Node from, Node to, String manner) {
    /** Whether it is a piece of the other, and comes and goes with it. */
    boolean isPiece() {
      return manner.equals("i");
    }
  }

  /** A part before it is known whether it goes with another. */
  record Raw(Node node, Optional<Node> home, Part part, Optional<String> obstacle) {}

  record Made(ObjectName type, Node node, Carrier carrier, Optional<String> obstacle) {}

  record Spot(Node node, long type, boolean inherited, boolean foreign, Stored stored) {}

  final Map<Node, Raw> parts = new LinkedHashMap<>();
  private final Map<Node, List<String>> after = new HashMap<>();
  final Map<Node, List<Link>> below = new HashMap<>();
  final Map<Node, List<Link>> above = new HashMap<>();
  final Map<Node, Node> generated = new HashMap<>();
  final Map<Node, String> names = new HashMap<>();
  final Set<Node> ofExtensions = new HashSet<>();
  final List<Made> carriers = new ArrayList<>();
  final List<Spot> spots = new ArrayList<>();

  private Dependents() {}

  /** Reads all of it. */
  public static Dependents read(Database database) throws ServerException {
    try (Connection connection = database.address().connect("dovetail");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // So that names read as people write them.
      statement.execute("SET LOCAL search_path = public");
      Dependents dependents = new Dependents();
      dependents.readLinks(statement);
      dependents.readParts(statement);
      dependents.readTypes(statement);
      connection.rollback();
      return dependents;
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  // ---- reading

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private static void each(Statement statement, String question, RowReader reader)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery(Text.resource(question))) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  private static Node node(ResultSet row, int from) throws SQLException {
    return new Node(row.getString(from), row.getLong(from + 1), row.getInt(from + 2));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).filter(text -> !text.isEmpty());
  }

  private void readLinks(Statement statement) throws SQLException {
    each(
        statement,
        "links.sql",
        row -> {
          Link link = new Link(node(row, 1), node(row, 4), row.getString(7));
          if (link.manner().equals("e")) {
            ofExtensions.add(link.from());
          } else {
            below.computeIfAbsent(link.from(), from -> new ArrayList<>()).add(link);
            above.computeIfAbsent(link.to().whole(), to -> new ArrayList<>()).add(link);
          }
        });
    each(statement, "unnamed.sql", row -> names.put(node(row, 1), row.getString(4)));
  }

  private void readParts(Statement statement) throws SQLException {
    each(
        statement,
        "parts_after.sql",
        row -> after.computeIfAbsent(node(row, 1), it -> new ArrayList<>()).add(row.getString(4)));
    each(
        statement,
        "parts.sql",
        row -> {
          Node node = new Node(row.getString("class"), row.getLong("oid"), 0);
          // Constructors and casts of a range are pieces of it.
          if (links(node).stream().anyMatch(it -> it.isPiece() && it.to().in().equals("pg_type"))) {
            return;
          }
          Optional<Node> home =
              Optional.ofNullable(row.getString("home"))
                  .map(id -> new Node("pg_class", Long.parseLong(id), 0));
          List<String> back = new ArrayList<>();
          text(row, "back").ifPresent(back::add);
          String kind = row.getString("kind");
          back.addAll(kind.endsWith("view") ? saidOfAll(node, node) : said(node));
          if (kind.equals("generated column")) {
            links(node).stream()
                .filter(it -> it.isPiece() || it.manner().equals("a"))
                .map(Link::to)
                .filter(it -> it.in().equals("pg_class") && it.number() > 0)
                .findFirst()
                .ifPresent(column -> {
                  generated.put(column, node);
                  back.addAll(said(column));
                });
          }
          Part part = new Part(kind, row.getString("identity"), text(row, "away"), back);
          parts.put(node, new Raw(node, home, part, text(row, "obstacle")));
        });
  }

  private void readTypes(Statement statement) throws SQLException {
    each(
        statement,
        "carriers.sql",
        row -> {
          Node node = new Node("pg_type", row.getLong("oid"), 0);
          Sort sort =
              switch (row.getString("typtype")) {
                case "d" -> Sort.DOMAIN;
                case "c" -> Sort.COMPOSITE;
                case "r" -> Sort.RANGE;
                default -> Sort.ENUM;
              };
          carriers.add(
              new Made(
                  new ObjectName(row.getString(1), row.getString(2)),
                  node,
                  new Carrier(
                      sort,
                      row.getString("name"),
                      row.getString("schema"),
                      row.getString("plain"),
                      row.getString("make"),
                      text(row, "default_text"),
                      saidOfAll(node, new Node("pg_class", row.getLong("relation"), 0))),
                  text(row, "obstacle")));
        });
    each(
        statement,
        "stored_in.sql",
        row ->
            spots.add(
                new Spot(
                    new Node("pg_class", row.getLong(1), row.getInt(2)),
                    row.getLong(3),
                    row.getBoolean("inherited"),
                    row.getString(5).equals("f"),
                    new Stored(
                        new ObjectName(row.getString(11), row.getString(12)),
                        row.getString(4),
                        row.getString(6),
                        row.getString(7),
                        switch (row.getString("shape")) {
                          case "value" -> Shape.VALUE;
                          case "array" -> Shape.ARRAY;
                          default -> Shape.WITHIN;
                        }))));
  }

  private List<String> said(Node node) {
    return after.getOrDefault(node, List.of());
  }

  /** Of a thing, and of the columns of a relation. */
  private List<String> saidOfAll(Node node, Node relation) {
    List<String> all = new ArrayList<>(said(node));
    after.keySet().stream()
        .filter(it -> it.number() > 0 && it.whole().equals(relation))
        .sorted(Comparator.comparingInt(Node::number))
        .forEach(column -> all.addAll(said(column)));
    return all;
  }

  List<Link> links(Node from) {
    return below.getOrDefault(from, List.of());
  }

  // ---- following

  /** What making a type anew takes. */
  public Takedown of(ObjectName type) {
    return new Following(this, type).takedown();
  }

  Raw raw(Node part) {
    return Optional.ofNullable(parts.get(part)).orElseThrow();
  }

  /** The part that an object is, or is a piece of. */
  Optional<Node> part(Node start) {
    Node at = start;
    for (int depth = 0; depth < 16; depth++) {
      if (parts.containsKey(at)) {
        return Optional.of(at);
      }
      if (generated.containsKey(at)) {
        return Optional.of(generated.get(at));
      }
      if (parts.containsKey(at.whole())) {
        return Optional.of(at.whole());
      }
      Optional<Node> next = links(at).stream().filter(Link::isPiece).map(Link::to).findFirst();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
    }
    return Optional.empty();
  }
}
