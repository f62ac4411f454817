package dev.dovetail.core.convention;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Holds a schema against a convention. */
public final class Conventions {

  private Conventions() {}

  /**
   * @param schema what the service has
   * @param references the schemas of the services that others follow
   * @param scratch where what is written is built
   */
  public static Conformity measure(
      Convention convention,
      String service,
      Schema schema,
      Function<String, Optional<Schema>> references,
      Scratch scratch) {
    List<Schema.Table> tables =
        schema.tables().values().stream()
            .filter(table -> table.partitionOf().isEmpty() && convention.covers(table.name()))
            .toList();
    return switch (convention.measure()) {
      case Convention.Written written -> written(convention, service, tables, written, scratch);
      case Convention.Reference reference ->
          references
              .apply(reference.service())
              .map(other -> following(convention, service, tables, other))
              .orElseGet(() ->
                  Conformity.unmeasured(
                      convention,
                      service,
                      Optional.of("the schema of `" + reference.service() + "` is not known")));
    };
  }

  private static Conformity written(
      Convention convention,
      String service,
      List<Schema.Table> tables,
      Convention.Written written,
      Scratch scratch) {
    Measuring measuring = new Measuring(convention.exact());
    for (Schema.Table table : tables) {
      measuring.hold(table, Building.shape(written, table, scratch));
    }
    return measuring.conformity(convention, service, tables);
  }

  /** Tables meet those of the same name; one that only the reference has is missing here. */
  private static Conformity following(
      Convention convention, String service, List<Schema.Table> tables, Schema other) {
    Measuring measuring = new Measuring(convention.exact());
    Set<String> met = new HashSet<>();
    List<Schema.Table> measured = new ArrayList<>();
    for (Schema.Table wanted : other.tables().values()) {
      if (wanted.partitionOf().isPresent() || !convention.covers(wanted.name())) {
        continue;
      }
      Optional<Schema.Table> own =
          tables.stream().filter(table -> name(table).equals(name(wanted))).findFirst();
      own.ifPresent(table -> {
        met.add(name(table));
        measured.add(table);
        measuring.hold(table, Shape.of(wanted));
      });
      if (own.isEmpty() && !tables.isEmpty()) {
        measuring.lacks(wanted.name(), tables.get(0).origin());
      }
    }
    for (Schema.Table table : tables) {
      if (!met.contains(name(table))) {
        measuring.unclear("%s has no counterpart".formatted(table.name()));
      }
    }
    return measuring.conformity(convention, service, measured);
  }

  private static String name(Schema.Table table) {
    ObjectName name = table.name();
    return name.name();
  }
}
