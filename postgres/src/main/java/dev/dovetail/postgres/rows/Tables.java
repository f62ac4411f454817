package dev.dovetail.postgres.rows;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.Column;
import dev.dovetail.core.schema.Schema.Constraint;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.schema.Schema.Table;
import dev.dovetail.postgres.ForeignKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a row of a table has to be like, as far as the catalog says. */
public final class Tables {

  private final Schema schema;
  private final Samples samples;
  private final Map<ObjectName, List<ForeignKey>> keys = new HashMap<>();
  private final Map<Spot, List<Optional<String>>> choices = new HashMap<>();

  public Tables(Schema schema, List<ForeignKey> keys) {
    this.schema = schema;
    this.samples = new Samples(schema);
    keys.forEach(key -> this.keys.computeIfAbsent(key.table(), t -> new ArrayList<>()).add(key));
  }

  public Samples samples() {
    return samples;
  }

  public Optional<Table> table(ObjectName name) {
    return Optional.ofNullable(schema.tables().get(name));
  }

  public List<ForeignKey> keys(Table table) {
    return keys.getOrDefault(table.name(), List.of());
  }

  /** Whether a row without a word on the column is refused. */
  boolean isRequired(Column column) {
    boolean filled =
        column.defaultText().isPresent()
            || column.generated().isPresent()
            || column.identity().isPresent();
    return !filled && (column.notNull() || samples.refusesNull(column.type()));
  }

  /** A column of a table. */
  record Spot(ObjectName table, String column) {}

  /** What can be put into a column, the likeliest first; an empty one leaves it out. */
  List<Optional<String>> choices(Table table, Column column) {
    return choices.computeIfAbsent(
        new Spot(table.name(), column.name()), spot -> chosen(table, column));
  }

  private List<Optional<String>> chosen(Table table, Column column) {
    if (column.generated().isPresent() || column.identity().isPresent()) {
      return List.of(Optional.empty());
    }
    List<String> values = new ArrayList<>();
    for (Constraint constraint : table.constraints().values()) {
      if (constraint.kind() == ConstraintKind.CHECK && mentions(constraint.definition(), column)) {
        values.addAll(Samples.literals(constraint.definition()));
      }
    }
    if (partitioning(table).contains(column)) {
      values.addAll(bounds(table));
    }
    values.removeIf(value -> !samples.fits(value, column.type()));
    values.addAll(samples.of(column.type()));
    List<Optional<String>> all = new ArrayList<>();
    if (!isRequired(column)) {
      all.add(Optional.empty());
    }
    values.stream().distinct().map(Optional::of).forEach(all::add);
    return all;
  }

  /** The constants between which a partition lies, and those of the partitions below. */
  private List<String> bounds(Table table) {
    return Stream.concat(
            table.partitionBound().stream(),
            schema.tables().values().stream()
                .filter(part -> part.partitionOf().equals(Optional.of(table.name())))
                .flatMap(part -> part.partitionBound().stream()))
        .flatMap(bound -> Samples.literals(bound).stream())
        .distinct()
        .limit(24)
        .toList();
  }

  /** The columns that something broken holds on to, by its name; none where that is not known. */
  public List<Column> heldBy(Table table, String constraint) {
    Optional<String> definition =
        Optional.ofNullable(table.constraints().get(constraint))
            .map(Constraint::definition)
            .or(() ->
                Optional.ofNullable(table.indexes().get(constraint))
                    .map(index -> index.definition().replaceFirst("(?s)^.*? USING ", "")));
    return definition
        .map(text -> table.columns().stream().filter(column -> mentions(text, column)).toList())
        .orElse(List.of());
  }

  /** The columns by which rows find their partition, or were found to belong to this one. */
  public List<Column> partitioning(Table table) {
    List<String> keys =
        Stream.concat(
                table.partitionKey().stream(),
                table.partitionOf().flatMap(this::table).flatMap(Table::partitionKey).stream())
            .toList();
    return table.columns().stream()
        .filter(column -> keys.stream().anyMatch(key -> mentions(key, column)))
        .toList();
  }

  /** The columns of a domain. */
  List<Column> ofDomain(Table table, String domain) {
    return table.columns().stream()
        .filter(column -> column.type().equals(domain) || column.type().endsWith("." + domain))
        .toList();
  }

  /** The checks that look at one column alone, by name. */
  public Map<String, String> ownChecks(Table table, Column column) {
    Map<String, String> checks = new LinkedHashMap<>();
    for (Constraint constraint : table.constraints().values()) {
      if (constraint.kind() == ConstraintKind.CHECK
          && heldBy(table, constraint.name()).equals(List.of(column))) {
        checks.put(
            constraint.name(),
            constraint.definition().replaceAll("(?: NO INHERIT| NOT VALID)+$", ""));
      }
    }
    return checks;
  }

  /** Whether a definition speaks of a column, outside of its constants. */
  private static boolean mentions(String definition, Column column) {
    String bare = definition.replaceAll("'(?:[^']|'')*'", "''");
    String name = Identifiers.quote(column.name());
    return name.startsWith("\"")
        ? bare.contains(name)
        : Pattern.compile("(?<![\\w\"$])" + Pattern.quote(name) + "(?![\\w\"$])")
            .matcher(bare)
            .find();
  }

  /** For people. */
  static String shown(ObjectName table) {
    return table.schema().equals("public") ? table.name() : table.toString();
  }
}
