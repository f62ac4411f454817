package dev.dovetail.core.convention;

import dev.dovetail.core.convention.Convention.Part;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a convention comes to for one table, in the catalog's words. */
record Shape(List<Column> columns, List<Index> indexes, List<Constraint> constraints) {

  Shape {
    columns = List.copyOf(columns);
    indexes = List.copyOf(indexes);
    constraints = List.copyOf(constraints);
  }

  /** A column, of which only what was said counts. */
  record Column(
      String name, String type, boolean notNull, Optional<String> defaultText, Set<Part> said) {

    static Column of(Schema.Column column, Set<Part> said) {
      return new Column(
          column.name(),
          column.type(),
          column.notNull(),
          column.defaultText().map(Column::ownSequence),
          Set.copyOf(said));
    }

    /** A serial column's sequence is called after its table, wherever that stands. */
    private static String ownSequence(String text) {
      return text.startsWith("nextval('") ? "nextval(its own sequence)" : text;
    }

    /** For people, and for comparing. */
    String words() {
      List<String> words = new ArrayList<>();
      if (said.contains(Part.TYPE)) {
        words.add(type);
      }
      if (said.contains(Part.NULLABLE)) {
        words.add(notNull ? "not null" : "nullable");
      }
      if (said.contains(Part.DEFAULT)) {
        words.add(defaultText.map(text -> "default " + text).orElse("no default"));
      }
      return String.join(", ", words);
    }
  }

  /**
   * An index without its name.
   *
   * @param body what stands behind USING
   * @param exact whether the text is the catalog's
   */
  record Index(Optional<String> name, boolean unique, String body, boolean exact) {

    static Index of(Schema.Index index, Optional<String> name) {
      String definition = index.definition();
      int using = definition.indexOf(" USING ");
      return new Index(
          name,
          definition.startsWith("CREATE UNIQUE "),
          using < 0 ? definition : definition.substring(using + " USING ".length()),
          index.exact());
    }

    boolean isLike(Index other) {
      return unique == other.unique && body.equals(other.body);
    }

    /** For people: {@code unique (a, b) WHERE (c IS NULL)}. */
    String words() {
      String shown = body.startsWith("btree ") ? body.substring("btree ".length()) : body;
      return (unique ? "unique " : "") + shown;
    }

    /** What makes it, under this name. */
    String statement(String called, ObjectName table) {
      return "CREATE %sINDEX %s ON %s USING %s"
          .formatted(unique ? "UNIQUE " : "", Identifiers.quote(called), table.quoted(), body);
    }
  }

  /** A constraint. */
  record Constraint(Optional<String> name, String definition, boolean exact) {}

  /** All of a table, to be followed to the letter. */
  static Shape of(Schema.Table table) {
    return new Shape(
        table.columns().stream().map(c -> Column.of(c, EnumSet.allOf(Part.class))).toList(),
        table.indexes().values().stream().map(i -> Index.of(i, Optional.of(i.name()))).toList(),
        table.constraints().values().stream()
            .map(c -> new Constraint(Optional.of(c.name()), c.definition(), c.exact()))
            .toList());
  }
}
