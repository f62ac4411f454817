package dev.dovetail.audit;

import dev.dovetail.core.audited.Remedy;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.Constraint;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CHECK that lists what a text column may hold: an enumeration by other means. Any other CHECK is
 * none, and nothing is said of it.
 */
record CheckList(String name, List<String> labels) implements LabelList {

  private static final Pattern LIST =
      Pattern.compile(
          "CHECK \\(\\(+((?:[a-z_][a-z0-9_$]*)|\"(?:[^\"]|\"\")+\")\\)?(?:::text)? = ANY"
              + " \\(\\(?ARRAY\\[(.*?)]\\)?(?:::text\\[])?\\)\\)+(?: NOT VALID)?",
          Pattern.DOTALL);
  private static final Pattern ITEM =
      Pattern.compile(
          "\\(?'((?:[^']|'')*)'::(?:text|bpchar|character varying|character)(?:\\([0-9]+\\))?\\)?"
              + "(?:::text)?(?:, |$)");

  /** The lists that the column of a comparison is held to. */
  static List<LabelList> of(Comparison comparison, Schema schema) {
    List<LabelList> lists = new ArrayList<>();
    Optional<Schema.Table> table =
        comparison
            .column()
            .flatMap(column -> Optional.ofNullable(schema.tables().get(column.table())));
    if (table.isPresent()) {
      String column = Identifiers.quote(comparison.column().orElseThrow().name());
      for (Constraint constraint : table.get().constraints().values()) {
        if (constraint.kind() == ConstraintKind.CHECK) {
          read(constraint, column).ifPresent(lists::add);
        }
      }
    }
    return lists;
  }

  private static Optional<CheckList> read(Constraint constraint, String column) {
    Matcher list = LIST.matcher(constraint.definition());
    if (!list.matches() || !column.equals(list.group(1))) {
      return Optional.empty();
    }
    String items = Optional.ofNullable(list.group(2)).orElse("");
    List<String> labels = new ArrayList<>();
    Matcher item = ITEM.matcher(items);
    int end = 0;
    while (end < items.length() && item.find(end) && item.start() == end) {
      labels.add(Optional.ofNullable(item.group(1)).orElse("").replace("''", "'"));
      end = item.end();
    }
    return end == items.length() && !labels.isEmpty()
        ? Optional.of(new CheckList(constraint.name(), labels))
        : Optional.empty();
  }

  @Override
  public String refusing(List<String> refused) {
    return "the constraint `%s` refuses %s, which the code may write: it would fail with 23514"
        .formatted(name, Provenance.some(refused));
  }

  @Override
  public Remedy remedy(List<String> refused) {
    return new Remedy(
        "put the labels into the list of the constraint, in a new migration",
        "nothing that works today changes",
        "made NOT VALID, a short lock on the table; validated afterwards, every row is read and"
            + " none is locked out",
        "drop the constraint and add it again with every label, NOT VALID; then VALIDATE"
            + " CONSTRAINT");
  }

  /** A list that allows more than is written takes nothing from anybody. */
  @Override
  public Optional<String> holding(List<String> unknown) {
    return Optional.empty();
  }
}
