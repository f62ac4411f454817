package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.schema.Schema.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A CHECK that lists the labels is one more place that has to change with the enum. */
final class CheckListOutOfStep extends Described {

  CheckListOutOfStep() {
    super(
        "check-list-out-of-step",
        Severity.ERROR,
        Category.MIGRATIONS,
        Start.ON,
        "a CHECK constraint lists other labels than the enum has");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    CheckLists lists = CheckLists.of(facts);
    for (Comparison comparison : facts.comparisons()) {
      Optional<CheckLists.Listing> listing =
          comparison
              .column()
              .filter(any -> isSure(comparison))
              .flatMap(column -> lists.at(column.table().name(), column.name()));
      listing.flatMap(list -> finding(facts, comparison, list)).ifPresent(findings::add);
    }
    return findings;
  }

  private static boolean isSure(Comparison comparison) {
    return !comparison.labels().isEmpty()
        && comparison.source().filter(it -> it.storage() == EnumColumn.Storage.TEXT).isPresent()
        && comparison.source().filter(it -> it.unknown().isPresent()).isEmpty()
        && comparison
            .source()
            .filter(it -> it.persistence() instanceof EnumColumn.Persistence.Unknown)
            .isEmpty();
  }

  private Optional<Finding> finding(
      ServiceFacts facts, Comparison comparison, CheckLists.Listing listing) {
    List<String> labels = comparison.labels().stream().map(Label::text).toList();
    List<String> missing = new ArrayList<>(labels);
    missing.removeAll(listing.values());
    List<String> extra = new ArrayList<>(listing.values());
    extra.removeAll(labels);
    if (missing.isEmpty() && extra.isEmpty()) {
      return Optional.empty();
    }
    String column = listing.table() + "." + listing.column();
    return Optional.of(
        FindingBuilder.of(this, facts, listing.deed().origin())
            .weighing(missing.isEmpty() ? Severity.INFO : Severity.ERROR)
            .also(
                comparison.source().orElseThrow().origin(),
                Wording.enumOf(comparison) + " is stored here")
            .says(
                column,
                missing.isEmpty()
                    ? "the CHECK on %s allows %s, which %s does not have"
                        .formatted(
                            Wording.code(column), Wording.list(extra), Wording.enumOf(comparison))
                    : "the CHECK on %s does not allow %s of %s: writing it fails with 23514"
                        .formatted(
                            Wording.code(column),
                            Wording.list(missing),
                            Wording.enumOf(comparison)),
                "drop the constraint and add it again with the labels that the code has"));
  }
}
