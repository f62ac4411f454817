package dev.dovetail.core.compare;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An enum of the code that the configuration holds against the rows of a table of codes.
 *
 * @param labels what the code stores; empty where that is not known
 * @param written the table and its column, as in {@code order_statuses.code}
 */
public record Lookup(DeclaredEnum declared, Optional<List<Label>> labels, String written) {

  /** Those that bindings speak of. */
  public static List<Lookup> of(List<DeclaredEnum> enums, List<Binding> bindings) {
    List<Lookup> lookups = new ArrayList<>();
    for (Binding binding : bindings) {
      for (DeclaredEnum declared : enums) {
        if (binding.lookup().isPresent() && Persisting.isCalled(declared, binding.enumName())) {
          lookups.add(
              new Lookup(
                  declared,
                  declared.unknown().isPresent()
                      ? Optional.empty()
                      : Persisting.labels(
                          declared, binding.persisted().orElse(Persisting.usual(declared))),
                  binding.lookup().get()));
        }
      }
    }
    return lookups;
  }

  /** The column in a schema; without a schema's name it is that of the only table called so. */
  public Optional<Comparison.Column> in(Schema schema) {
    int last = written.lastIndexOf('.');
    String table = written.substring(0, Math.max(0, last));
    int dot = table.indexOf('.');
    List<ObjectName> called =
        schema.tables().keySet().stream()
            .filter(name -> name.name().equals(table.substring(dot + 1)))
            .filter(name -> dot < 0 || name.schema().equals(table.substring(0, dot)))
            .toList();
    return called.stream()
        .filter(name -> called.size() == 1 || name.schema().equals("public"))
        .map(name -> new Comparison.Column(name, written.substring(last + 1)))
        .filter(column ->
            Optional.ofNullable(schema.tables().get(column.table()))
                .flatMap(found -> found.column(column.name()))
                .isPresent())
        .findFirst();
  }

  /** As a comparison that no type of the database takes part in. */
  public Comparison comparison(Optional<Comparison.Column> column) {
    return new Comparison(
        Optional.of(declared.name()),
        Optional.of(declared),
        Optional.empty(),
        labels.orElse(List.of()),
        column,
        Optional.empty(),
        Optional.empty(),
        labels.isEmpty() ? Verdict.UNVERIFIABLE : Verdict.TEXT,
        labels.isEmpty()
            ? List.of(
                new Drift.Unverifiable(
                    declared.unknown().orElse("a value that is stored is not known"),
                    declared.origin()))
            : List.of());
  }
}
