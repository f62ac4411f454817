package dev.dovetail.audit;

import dev.dovetail.core.audited.Remedy;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.Constraint;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table of codes: its rows are what a column may hold that refers to it, or what the
 * configuration holds an enum against.
 *
 * @param place the column with the codes
 * @param enforced whether a foreign key refuses what is not there
 */
record LookupTable(Comparison.Column place, List<String> labels, boolean enforced)
    implements LabelList {

  /** More rows than this are no enumeration. */
  static final int MOST = 1000;

  private static final String NAME = "([a-z_][a-z0-9_$]*|\"(?:[^\"]|\"\")+\")";
  private static final Pattern KEY =
      Pattern.compile(
          "FOREIGN KEY \\(%s\\) REFERENCES %s\\.%s\\(%s\\).*".formatted(NAME, NAME, NAME, NAME),
          Pattern.DOTALL);

  /** The columns of codes that the column of a comparison refers to, all by itself. */
  static List<Comparison.Column> referred(Comparison comparison, Schema schema) {
    List<Comparison.Column> referred = new ArrayList<>();
    Optional<Schema.Table> table =
        comparison
            .column()
            .flatMap(column -> Optional.ofNullable(schema.tables().get(column.table())));
    if (table.isPresent()) {
      String column = comparison.column().orElseThrow().name();
      for (Constraint constraint : table.get().constraints().values()) {
        if (constraint.kind() == ConstraintKind.FOREIGN_KEY) {
          referred(constraint.definition(), column)
              .filter(place -> isText(place, schema))
              .ifPresent(referred::add);
        }
      }
    }
    return referred;
  }

  private static Optional<Comparison.Column> referred(String definition, String column) {
    Matcher key = KEY.matcher(definition);
    return key.matches() && name(key, 1).equals(column)
        ? Optional.of(
            new Comparison.Column(new ObjectName(name(key, 2), name(key, 3)), name(key, 4)))
        : Optional.empty();
  }

  private static String name(Matcher key, int group) {
    String written = Optional.ofNullable(key.group(group)).orElse("");
    return written.startsWith("\"")
        ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
        : written;
  }

  /** Numbers that stand for codes are not told apart from numbers. */
  private static boolean isText(Comparison.Column place, Schema schema) {
    return Optional.ofNullable(schema.tables().get(place.table()))
        .flatMap(table -> table.column(place.name()))
        .map(Schema.Column::type)
        .filter(type -> type.matches("text|character.*|(.*\\.)?citext"))
        .isPresent();
  }

  @Override
  public String refusing(List<String> refused) {
    return "the table `%s` has no row %s, which the code may write%s"
        .formatted(
            place.table(), Provenance.some(refused), enforced ? ": it would fail with 23503" : "");
  }

  @Override
  public Optional<String> holding(List<String> unknown) {
    return Optional.of(
        "the table `%s` has %s, which the code does not know"
            .formatted(place.table(), Provenance.some(unknown)));
  }

  @Override
  public Remedy remedy(List<String> refused) {
    return new Remedy(
        "insert the rows that are missing, in a new migration",
        "nothing that works today changes; other columns of the table may want values too",
        "rows more in one table; nothing is locked",
        "INSERT INTO %s (%s) VALUES %s"
            .formatted(
                place.table().quoted(),
                Identifiers.quote(place.name()),
                refused.stream()
                    .map(label -> "(" + Identifiers.quoteLiteral(label) + ")")
                    .collect(Collectors.joining(", "))));
  }
}
