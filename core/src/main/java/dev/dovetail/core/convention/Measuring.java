package dev.dovetail.core.convention;

import dev.dovetail.core.convention.Convention.Part;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables beside shapes, and every difference in the order of the shape. */
final class Measuring {

  private final boolean exact;
  private final List<Departure> departures = new ArrayList<>();
  private final List<String> unclear = new ArrayList<>();

  /**
   * @param exact whether what the shape does not name is a difference too
   */
  Measuring(boolean exact) {
    this.exact = exact;
  }

  Conformity conformity(Convention convention, String service, List<Schema.Table> tables) {
    return new Conformity(
        convention, service, tables.stream().map(Schema.Table::name).toList(), departures, unclear);
  }

  void unclear(String reason) {
    unclear.add(reason);
  }

  void lacks(ObjectName table, Origin at) {
    departures.add(
        new Departure(
            table, "table", Optional.of("there"), Optional.empty(), at, Optional.empty()));
  }

  void hold(Schema.Table table, Shape shape) {
    columns(table, shape);
    constraints(table, shape);
    indexes(table, shape);
  }

  // ---- columns

  private void columns(Schema.Table table, Shape shape) {
    Set<String> named = new HashSet<>();
    for (Shape.Column wanted : shape.columns()) {
      named.add(wanted.name());
      String part = "column " + wanted.name();
      Optional<Schema.Column> own = table.column(wanted.name());
      if (own.isEmpty()) {
        missing(table, part, wanted.words(), Optional.of(adding(table, wanted)));
        continue;
      }
      Shape.Column actual = Shape.Column.of(own.get(), wanted.said());
      if (!actual.words().equals(wanted.words())) {
        differs(
            table,
            part,
            wanted.words(),
            actual.words(),
            own.get().origin(),
            altering(table, wanted, actual));
      }
    }
    for (Schema.Column own : table.columns()) {
      if (exact && !named.contains(own.name())) {
        String words = Shape.Column.of(own, Set.of(Part.values())).words();
        extra(table, "column " + own.name(), words, own.origin());
      }
    }
  }

  private static String adding(Schema.Table table, Shape.Column column) {
    return "ALTER TABLE %s ADD COLUMN %s %s"
        .formatted(table.name().quoted(), Identifiers.quote(column.name()), column.type());
  }

  private static Optional<String> altering(
      Schema.Table table, Shape.Column wanted, Shape.Column actual) {
    String alter =
        "ALTER TABLE %s ALTER COLUMN %s "
            .formatted(table.name().quoted(), Identifiers.quote(wanted.name()));
    if (wanted.said().contains(Part.TYPE) && !wanted.type().equals(actual.type())) {
      return Optional.of(alter + "TYPE " + wanted.type());
    }
    if (wanted.said().contains(Part.NULLABLE) && wanted.notNull() != actual.notNull()) {
      return Optional.of(alter + (wanted.notNull() ? "SET NOT NULL" : "DROP NOT NULL"));
    }
    return wanted.defaultText().map(text -> alter + "SET DEFAULT " + text);
  }

  // ---- indexes

  private void indexes(Schema.Table table, Shape shape) {
    Set<String> met = new HashSet<>();
    for (Shape.Index wanted : shape.indexes()) {
      Optional<Schema.Index> named =
          wanted.name().flatMap(name -> Optional.ofNullable(table.indexes().get(name)));
      Optional<Schema.Index> alike =
          table.indexes().values().stream().filter(own -> like(own).isLike(wanted)).findFirst();
      if (named.isPresent()) {
        met.add(named.get().name());
        compare(table, wanted, named.get());
      } else if (alike.isPresent() && wanted.name().isPresent()) {
        met.add(alike.get().name());
        renamed(table, wanted, alike.get());
      } else if (alike.isPresent()) {
        met.add(alike.get().name());
      } else if (wanted.name().isEmpty() && perhapsAlike(table, wanted)) {
        unclear(
            "%s has an index whose text cannot be compared without a server; `dovetail verify` does"
                .formatted(table.name()));
      } else {
        String name = wanted.name().orElse("on " + wanted.words());
        missing(
            table,
            "index " + name,
            wanted.words(),
            wanted.name().map(called -> wanted.statement(called, table.name())));
      }
    }
    for (Schema.Index own : table.indexes().values()) {
      if (exact && !met.contains(own.name())) {
        extra(table, "index " + own.name(), like(own).words(), own.origin());
      }
    }
  }

  private static Shape.Index like(Schema.Index own) {
    return Shape.Index.of(own, Optional.of(own.name()));
  }

  private static boolean perhapsAlike(Schema.Table table, Shape.Index wanted) {
    return table.indexes().values().stream().anyMatch(own -> onlyTextsDiffer(like(own), wanted));
  }

  private void compare(Schema.Table table, Shape.Index wanted, Schema.Index own) {
    Shape.Index actual = like(own);
    if (actual.isLike(wanted)) {
      return;
    }
    if (onlyTextsDiffer(actual, wanted)) {
      unclear(
          "index %s says %s, the convention %s; whether that is the same takes a server: `dovetail verify` asks one"
              .formatted(own.name(), actual.words(), wanted.words()));
      return;
    }
    differs(
        table,
        "index " + own.name(),
        wanted.words(),
        actual.words(),
        own.origin(),
        Optional.of(
            "DROP INDEX %s; %s"
                .formatted(
                    new ObjectName(table.name().schema(), own.name()).quoted(),
                    wanted.statement(own.name(), table.name()))));
  }

  private void renamed(Schema.Table table, Shape.Index wanted, Schema.Index own) {
    String name = wanted.name().orElseThrow();
    differs(
        table,
        "index " + name,
        wanted.words(),
        "called " + own.name(),
        own.origin(),
        Optional.of(
            "ALTER INDEX %s RENAME TO %s"
                .formatted(
                    new ObjectName(table.name().schema(), own.name()).quoted(),
                    Identifiers.quote(name))));
  }

  /**
   * Whether two indexes may be the same for all that can be said without a server: each has a text,
   * one of which is not the catalog's, and what stands before the predicates is alike.
   */
  private static boolean onlyTextsDiffer(Shape.Index one, Shape.Index other) {
    if ((one.exact() && other.exact()) || one.unique() != other.unique()) {
      return false;
    }
    int first = one.body().indexOf(" WHERE ");
    int second = other.body().indexOf(" WHERE ");
    if ((first < 0) != (second < 0)) {
      return false;
    }
    boolean plain = !hasExpression(one.body()) && !hasExpression(other.body());
    return !plain
        || (first >= 0 && one.body().substring(0, first).equals(other.body().substring(0, second)));
  }

  private static boolean hasExpression(String body) {
    int where = body.indexOf(" WHERE ");
    String keys = where < 0 ? body : body.substring(0, where);
    return keys.indexOf('(') != keys.lastIndexOf('(') && !keys.contains(" INCLUDE (");
  }

  // ---- constraints

  private void constraints(Schema.Table table, Shape shape) {
    Set<String> met = new HashSet<>();
    for (Shape.Constraint wanted : shape.constraints()) {
      Optional<Schema.Constraint> named =
          wanted.name().flatMap(name -> Optional.ofNullable(table.constraints().get(name)));
      Optional<Schema.Constraint> alike =
          table.constraints().values().stream()
              .filter(own -> own.definition().equals(wanted.definition()))
              .findFirst();
      if (named.isPresent()) {
        met.add(named.get().name());
        compare(table, wanted, named.get());
      } else if (alike.isPresent() && wanted.name().isEmpty()) {
        met.add(alike.get().name());
      } else if (alike.isPresent()) {
        met.add(alike.get().name());
        renamed(table, wanted, alike.get());
      } else if (!wanted.exact() && hasTextOfItsKind(table, wanted)) {
        unclear(
            "%s has a constraint that cannot be compared with %s without a server; `dovetail verify` does"
                .formatted(table.name(), wanted.definition()));
      } else {
        missing(
            table,
            "constraint " + wanted.name().orElse(wanted.definition()),
            wanted.definition(),
            wanted
                .name()
                .map(name ->
                    "ALTER TABLE %s ADD CONSTRAINT %s %s"
                        .formatted(
                            table.name().quoted(), Identifiers.quote(name), wanted.definition())));
      }
    }
    for (Schema.Constraint own : table.constraints().values()) {
      if (exact && !met.contains(own.name())) {
        extra(table, "constraint " + own.name(), own.definition(), own.origin());
      }
    }
  }

  private static boolean hasTextOfItsKind(Schema.Table table, Shape.Constraint wanted) {
    return table.constraints().values().stream()
        .anyMatch(own -> !own.exact() && firstWord(own).equals(firstWord(wanted.definition())));
  }

  private static String firstWord(Schema.Constraint constraint) {
    return firstWord(constraint.definition());
  }

  private static String firstWord(String definition) {
    int space = definition.indexOf(' ');
    return space < 0 ? definition : definition.substring(0, space);
  }

  private void compare(Schema.Table table, Shape.Constraint wanted, Schema.Constraint own) {
    if (own.definition().equals(wanted.definition())) {
      return;
    }
    boolean texts = !(own.exact() && wanted.exact());
    if (texts
        && own.kind() == ConstraintKind.CHECK
        && firstWord(wanted.definition()).equals("CHECK")) {
      unclear(
          "constraint %s says %s, the convention %s; whether that is the same takes a server: `dovetail verify` asks one"
              .formatted(own.name(), own.definition(), wanted.definition()));
      return;
    }
    differs(
        table,
        "constraint " + own.name(),
        wanted.definition(),
        own.definition(),
        own.origin(),
        Optional.empty());
  }

  private void renamed(Schema.Table table, Shape.Constraint wanted, Schema.Constraint own) {
    String name = wanted.name().orElseThrow();
    differs(
        table,
        "constraint " + name,
        wanted.definition(),
        "called " + own.name(),
        own.origin(),
        Optional.of(
            "ALTER TABLE %s RENAME CONSTRAINT %s TO %s"
                .formatted(
                    table.name().quoted(),
                    Identifiers.quote(own.name()),
                    Identifiers.quote(name))));
  }

  // ---- what is said

  private void missing(Schema.Table table, String part, String wanted, Optional<String> remedy) {
    departures.add(
        new Departure(
            table.name(), part, Optional.of(wanted), Optional.empty(), table.origin(), remedy));
  }

  private void differs(
      Schema.Table table,
      String part,
      String wanted,
      String actual,
      Origin at,
      Optional<String> remedy) {
    departures.add(
        new Departure(table.name(), part, Optional.of(wanted), Optional.of(actual), at, remedy));
  }

  private void extra(Schema.Table table, String part, String actual, Origin at) {
    departures.add(
        new Departure(
            table.name(), part, Optional.empty(), Optional.of(actual), at, Optional.empty()));
  }
}
