package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.schema.Schema.Label;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** SQLAlchemy gives the first member the first label, whatever that says. */
final class ValuesCallableUnordered extends Described {

  ValuesCallableUnordered() {
    super(
        "values-callable-unordered",
        Severity.ERROR,
        Category.DEFINITIONS,
        Start.ON,
        "values_callable gives the values in another order than the members");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (Comparison comparison : facts.comparisons()) {
      Optional<DeclaredEnum> declared = comparison.declared().filter(it -> it.unknown().isEmpty());
      if (comparison.source().isPresent() && declared.isPresent()) {
        EnumColumn column = comparison.source().get();
        reason(column, declared.get())
            .ifPresent(reason ->
                findings.add(
                    FindingBuilder.of(this, facts, column.origin())
                        .also(
                            declared.get().origin(),
                            Wording.code(declared.get().name()) + " is declared here")
                        .says(
                            column.table() + "." + column.column(),
                            "`values_callable` of %s %s"
                                .formatted(
                                    Wording.code(column.table() + "." + column.column()), reason),
                            "give them in the order of the members:"
                                + " `lambda members: [member.value for member in members]`")));
      }
    }
    return findings;
  }

  private static Optional<String> reason(EnumColumn column, DeclaredEnum declared) {
    if (column.persistence() instanceof EnumColumn.Persistence.Unknown unknown
        && unknown.reason().contains(EnumColumn.NO_ORDER)) {
      return Optional.of(
          "goes through a set, which has no order: each process gives the members other labels, or"
              + " the type cannot be made at all");
    }
    if (!(column.persistence() instanceof EnumColumn.Persistence.Values)) {
      return Optional.empty();
    }
    List<DeclaredEnum.Member> members =
        declared.members().stream().filter(member -> member.aliasOf().isEmpty()).toList();
    List<String> values = members.stream().flatMap(member -> member.value().stream()).toList();
    List<String> labels = column.labels().stream().map(Label::text).toList();
    if (values.size() != members.size()
        || labels.equals(values)
        || labels.size() != values.size()
        || !new HashSet<>(labels).equals(new HashSet<>(values))) {
      return Optional.empty();
    }
    int first = 0;
    while (labels.get(first).equals(values.get(first))) {
      first++;
    }
    return Optional.of(
        "gives the values in another order than the members: `%s.%s` is stored as %s, which is the value of another"
            .formatted(
                declared.name(), members.get(first).name(), Wording.code(labels.get(first))));
  }
}
