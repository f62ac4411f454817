package dev.dovetail.fix;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A type is made anew with fewer labels: what hangs on it is taken away, its columns change over,
 * and all is put back as the server shows it. Rows go where they are told to.
 *
 * @param schema as a server has it: definitions are exact there
 * @param labels those that stay
 * @param mapping for labels that go, the one that their rows get
 */
record Recreation(
    Schema schema, ObjectName type, List<String> labels, Map<String, String> mapping) {

  /** The statements; thrown is what is not known how to be put back. */
  List<String> statements() throws Unknown {
    List<String> away = new ArrayList<>();
    List<String> over = new ArrayList<>();
    List<String> back = new ArrayList<>();
    String old = Identifiers.quote(Identifiers.cut(type.name() + "_old"));
    over.add("ALTER TYPE %s RENAME TO %s".formatted(Names.sql(type), old));
    over.add(
        "CREATE TYPE %s AS ENUM (%s)"
            .formatted(
                Names.sql(type),
                String.join(", ", labels.stream().map(Identifiers::literal).toList())));
    for (Schema.Table table : tables()) {
      hangingOn(table, away, back);
      for (Schema.Column column : table.columns()) {
        if (column.enumType().filter(type::equals).isPresent()) {
          change(table, column, away, over, back);
        }
      }
    }
    views(away, back);
    over.add(
        "DROP TYPE %s%s"
            .formatted(
                type.schema().equals("public") ? "" : Identifiers.quote(type.schema()) + ".", old));
    List<String> all = new ArrayList<>(away);
    all.addAll(over);
    all.addAll(back);
    return all;
  }

  /** Something stands in the way. */
  static final class Unknown extends Exception {
    private static final long serialVersionUID = 1;

    Unknown(String reason) {
      super(reason);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  /** Partitions follow the table that they belong to. */
  private List<Schema.Table> tables() {
    return schema.tables().values().stream()
        .filter(table -> table.partitionOf().isEmpty())
        .filter(table ->
            table.columns().stream()
                .anyMatch(column -> column.enumType().filter(type::equals).isPresent()))
        .toList();
  }

  private void change(
      Schema.Table table,
      Schema.Column column,
      List<String> away,
      List<String> over,
      List<String> back)
      throws Unknown {
    String place = table.name() + "." + column.name();
    boolean plain = column.type().equals(type.quoted());
    boolean array = column.type().equals(type.quoted() + "[]");
    if (!plain && !array || column.generated().isPresent()) {
      throw new Unknown("`%s` is %s, which is not put back here".formatted(place, column.type()));
    }
    String alter =
        "ALTER TABLE %s ALTER COLUMN %s"
            .formatted(Names.sql(table.name()), Identifiers.quote(column.name()));
    if (column.defaultText().isPresent()) {
      away.add(alter + " DROP DEFAULT");
      back.addFirst(alter + " SET DEFAULT " + mapped(column.defaultText().get(), place));
    }
    String own = Identifiers.quote(column.name());
    over.add(
        "%s TYPE %s USING %s"
            .formatted(
                alter, Names.sql(type) + (array ? "[]" : ""), array ? ofArray(own) : ofValue(own)));
  }

  private String ofValue(String own) {
    if (mapping.isEmpty()) {
      return "%s::text::%s".formatted(own, Names.sql(type));
    }
    StringBuilder cases = new StringBuilder();
    mapping.forEach((from, to) ->
        cases
            .append(" WHEN ")
            .append(Identifiers.literal(from))
            .append(" THEN ")
            .append(Identifiers.literal(to)));
    return "(CASE %s::text%s ELSE %s::text END)::%s".formatted(own, cases, own, Names.sql(type));
  }

  private String ofArray(String own) {
    String value = own + "::text[]";
    for (Map.Entry<String, String> one : mapping.entrySet()) {
      value =
          "array_replace(%s, %s, %s)"
              .formatted(
                  value, Identifiers.literal(one.getKey()), Identifiers.literal(one.getValue()));
    }
    return "%s::%s[]".formatted(value, Names.sql(type));
  }

  /** A default that is a label which goes becomes the one that its rows get. */
  private String mapped(String text, String place) throws Unknown {
    String mapped = text;
    for (Map.Entry<String, String> one : mapping.entrySet()) {
      mapped =
          mapped.replace(
              Identifiers.literal(one.getKey()) + "::", Identifiers.literal(one.getValue()) + "::");
    }
    refuseGone(mapped, "the default of `" + place + "`");
    return mapped;
  }

  /** Checks and indexes that name the type would compare the new one with the old one. */
  private void hangingOn(Schema.Table table, List<String> away, List<String> back) throws Unknown {
    for (Schema.Constraint constraint : table.constraints().values()) {
      if (constraint.kind() == ConstraintKind.CHECK && names(constraint.definition())) {
        refuseGone(constraint.definition(), "the check `" + constraint.name() + "`");
        String alter = "ALTER TABLE " + Names.sql(table.name());
        String name = Identifiers.quote(constraint.name());
        away.add("%s DROP CONSTRAINT %s".formatted(alter, name));
        back.add("%s ADD CONSTRAINT %s %s".formatted(alter, name, constraint.definition()));
      }
    }
    for (Schema.Index index : table.indexes().values()) {
      if (names(index.definition())) {
        refuseGone(index.definition(), "the index `" + index.name() + "`");
        away.add(
            "DROP INDEX %s"
                .formatted(Names.sql(new ObjectName(table.name().schema(), index.name()))));
        back.add(index.definition());
      }
    }
  }

  private boolean names(String definition) {
    return definition.contains("::" + type.quoted());
  }

  private void refuseGone(String definition, String what) throws Unknown {
    List<String> all =
        Optional.ofNullable(schema.enums().get(type)).map(EnumType::texts).orElse(List.of());
    for (String label : all) {
      if (!labels.contains(label) && definition.contains(Identifiers.literal(label) + "::")) {
        throw new Unknown("%s names '%s'".formatted(what, label));
      }
    }
  }

  /** Those that read the tables, and those that read them; the last made are dropped first. */
  private void views(List<String> away, List<String> back) throws Unknown {
    Map<ObjectName, View> affected = new LinkedHashMap<>();
    List<ObjectName> sources = new ArrayList<>(tables().stream().map(Schema.Table::name).toList());
    for (int i = 0; i < sources.size(); i++) {
      for (View view : schema.views().values()) {
        if (!sources.contains(view.name()) && reads(view, sources.get(i))) {
          sources.add(view.name());
          affected.put(view.name(), view);
        }
      }
    }
    List<View> order = new ArrayList<>();
    while (order.size() < affected.size()) {
      int before = order.size();
      for (View view : affected.values()) {
        boolean ready =
            affected.values().stream()
                .filter(other -> !other.equals(view) && reads(view, other.name()))
                .allMatch(order::contains);
        if (!order.contains(view) && ready) {
          order.add(view);
        }
      }
      if (order.size() == before) {
        throw new Unknown("views read each other in a circle");
      }
    }
    for (View view : order) {
      if (view.materialized()) {
        throw new Unknown("the materialized view `%s` is not put back here".formatted(view.name()));
      }
      refuseGone(view.source(), "the view `" + view.name() + "`");
      away.addFirst("DROP VIEW " + Names.sql(view.name()));
      back.add(
          "CREATE VIEW %s AS %s"
              .formatted(
                  Names.sql(view.name()),
                  view.source().strip().replaceFirst(";$", "").replaceAll("\\s*\\n\\s*", " ")));
    }
  }

  private static boolean reads(View view, ObjectName name) {
    return Pattern.compile(
            "(?<![\\w\"])" + Pattern.quote(Identifiers.quote(name.name())) + "(?![\\w\"])")
        .matcher(view.source())
        .find();
  }
}
