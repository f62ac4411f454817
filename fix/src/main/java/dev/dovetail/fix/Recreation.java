package dev.dovetail.fix;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.postgres.Takedown;
import dev.dovetail.postgres.Takedown.Carrier;
import dev.dovetail.postgres.Takedown.Part;
import dev.dovetail.postgres.Takedown.Sort;
import dev.dovetail.postgres.Takedown.Stored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A type is made anew with fewer labels: what hangs on it is taken away, its columns change over,
 * and all is put back as the server has it. Rows go where they are told to.
 *
 * @param takedown what hangs on the type, where its service's migrations have been run
 * @param had the labels that the type has
 * @param labels those that stay
 * @param mapping for labels that go, the one that their rows get
 */
record Recreation(
    Takedown takedown,
    ObjectName type,
    List<String> had,
    List<String> labels,
    Map<String, String> mapping) {

  /** The statements; thrown is what is not known how to be put back. */
  List<String> statements() throws Unknown {
    refuse();
    List<String> all = new ArrayList<>();
    for (Part part : takedown.parts().reversed()) {
      part.away().ifPresent(all::add);
    }
    for (Carrier carrier : takedown.carriers()) {
      carrier
          .standard()
          .ifPresent(text -> all.add("ALTER DOMAIN %s DROP DEFAULT".formatted(carrier.name())));
    }
    // A range brings functions that no other may be called like; nothing stores it.
    for (Carrier carrier : takedown.carriers().reversed()) {
      if (carrier.sort() == Sort.RANGE) {
        all.add("DROP TYPE " + carrier.name());
      }
    }
    List<Carrier> renamed =
        takedown.carriers().stream().filter(carrier -> carrier.sort() != Sort.RANGE).toList();
    Map<Carrier, String> old = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (Carrier carrier : renamed) {
      old.put(carrier, free(carrier.plain(), taken));
      all.add(
          "ALTER %s %s RENAME TO %s"
              .formatted(
                  word(carrier), carrier.name(), Identifiers.quote(old.getOrDefault(carrier, ""))));
    }
    for (Carrier carrier : takedown.carriers()) {
      all.add(carrier.sort() == Sort.ENUM ? "CREATE TYPE " + made() : carrier.make());
    }
    changeOver(all);
    for (Carrier carrier : renamed.reversed()) {
      all.add(
          "DROP %s %s".formatted(word(carrier), inSchema(carrier, old.getOrDefault(carrier, ""))));
    }
    for (Carrier carrier : takedown.carriers()) {
      carrier
          .standard()
          .ifPresent(text ->
              all.add("ALTER DOMAIN %s SET DEFAULT %s".formatted(carrier.name(), mapped(text))));
      all.addAll(carrier.after());
    }
    for (Part part : takedown.parts()) {
      boolean standard = part.kind().equals("default");
      part.back().stream().map(text -> standard ? mapped(text) : text).forEach(all::add);
    }
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

  // ---- what stands in the way

  private void refuse() throws Unknown {
    Set<String> reasons = new LinkedHashSet<>(takedown.obstacles());
    Set<String> gone = new HashSet<>(had);
    labels.forEach(gone::remove);
    for (Part part : takedown.parts()) {
      boolean standard = part.kind().equals("default");
      part.back().stream()
          .limit(1)
          .flatMap(text -> Constants.named(standard ? mapped(text) : text, gone).stream())
          .forEach(label -> reasons.add("%s names '%s'".formatted(part.words(), label)));
    }
    for (Carrier carrier : takedown.carriers()) {
      carrier
          .standard()
          .flatMap(text -> Constants.named(mapped(text), gone))
          .ifPresent(label ->
              reasons.add("the default of `%s` names '%s'".formatted(carrier.name(), label)));
      Constants.named(carrier.make(), gone)
          .ifPresent(
              label -> reasons.add("a check of `%s` names '%s'".formatted(carrier.name(), label)));
    }
    // What a body says is known to no catalog: it would fail when it is called.
    for (Part routine : takedown.routines()) {
      routine.back().stream()
          .limit(1)
          .filter(this::speaksOfIt)
          .flatMap(text -> Constants.named(text, gone).stream())
          .forEach(label -> reasons.add("%s names '%s'".formatted(routine.words(), label)));
    }
    if (!mapping.isEmpty()) {
      takedown.columns().stream()
          .filter(column -> column.shape() == Takedown.Shape.WITHIN)
          .forEach(column ->
              reasons.add(
                  "`%s.%s` holds labels within a %s, where none is turned into another"
                      .formatted(column.relation(), column.column(), column.type())));
    }
    if (!reasons.isEmpty()) {
      throw new Unknown(String.join("; ", reasons));
    }
  }

  private boolean speaksOfIt(String body) {
    Set<String> names = new HashSet<>();
    takedown.carriers().forEach(carrier -> names.add(carrier.plain()));
    takedown.columns().forEach(column -> names.add(column.table().name()));
    return body.contains("RETURNS trigger")
        || names.stream()
            .anyMatch(name ->
                Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)").matcher(body).find());
  }

  // ---- the types

  private String made() {
    return "%s AS ENUM (%s)"
        .formatted(
            Names.sql(type),
            String.join(", ", labels.stream().map(Identifiers::quoteLiteral).toList()));
  }

  /** A name that no other has meanwhile; the server cuts it as we do. */
  private static String free(String plain, Set<String> taken) {
    String name = Identifiers.cut(plain + "_old");
    for (int number = 2; !taken.add(name); number++) {
      name = Identifiers.cut("old%d_%s".formatted(number, plain));
    }
    return name;
  }

  private static String word(Carrier carrier) {
    return carrier.sort() == Sort.DOMAIN ? "DOMAIN" : "TYPE";
  }

  private static String inSchema(Carrier carrier, String plain) {
    return carrier.schema().equals("public")
        ? Identifiers.quote(plain)
        : carrier.schema() + "." + Identifiers.quote(plain);
  }

  // ---- the columns

  /** All of a table at once: it is written anew but once. */
  private void changeOver(List<String> all) {
    Map<String, List<String>> byTable = new LinkedHashMap<>();
    for (Stored column : takedown.columns()) {
      byTable
          .computeIfAbsent(column.relation(), relation -> new ArrayList<>())
          .add(
              "ALTER COLUMN %s TYPE %s USING %s"
                  .formatted(column.column(), column.type(), turned(column)));
    }
    byTable.forEach((relation, changes) ->
        all.add(
            changes.size() == 1
                ? "ALTER TABLE %s %s".formatted(relation, changes.getFirst())
                : "ALTER TABLE %s\n  %s".formatted(relation, String.join(",\n  ", changes))));
  }

  private String turned(Stored column) {
    return switch (column.shape()) {
      case VALUE -> ofValue(column);
      case ARRAY -> ofArray(column);
      case WITHIN -> "%s::text::%s".formatted(column.column(), column.type());
    };
  }

  private String ofValue(Stored column) {
    if (mapping.isEmpty()) {
      return "%s::text::%s".formatted(column.column(), column.type());
    }
    StringBuilder cases = new StringBuilder();
    mapping.forEach((from, to) ->
        cases
            .append(" WHEN ")
            .append(Identifiers.quoteLiteral(from))
            .append(" THEN ")
            .append(Identifiers.quoteLiteral(to)));
    return "(CASE %s::text%s ELSE %s::text END)::%s"
        .formatted(column.column(), cases, column.column(), column.type());
  }

  private String ofArray(Stored column) {
    String value = column.column() + "::text[]";
    for (Map.Entry<String, String> one : mapping.entrySet()) {
      value =
          "array_replace(%s, %s, %s)"
              .formatted(
                  value,
                  Identifiers.quoteLiteral(one.getKey()),
                  Identifiers.quoteLiteral(one.getValue()));
    }
    return "%s::%s".formatted(value, column.type());
  }

  /** A default that is a label which goes becomes the one that its rows get. */
  String mapped(String text) {
    Set<String> types = new HashSet<>();
    takedown.carriers().forEach(carrier -> types.add(carrier.plain()));
    return Constants.mapped(text, mapping, types);
  }

  /** Whether something is made anew that others may have been let see. */
  boolean renewsGranted() {
    return takedown.parts().stream()
        .anyMatch(part -> part.kind().endsWith("view") || part.kind().equals("function"));
  }

  /** Generated columns, which stand at the end of their tables then. */
  List<String> moved() {
    return takedown.parts().stream()
        .filter(part -> part.kind().equals("generated column"))
        .map(Part::identity)
        .toList();
  }
}
