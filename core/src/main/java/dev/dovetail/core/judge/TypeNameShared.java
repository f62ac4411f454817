package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.EnumColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One type has one list of labels, whatever two columns say of it. */
final class TypeNameShared extends Described {

  TypeNameShared() {
    super(
        "type-name-shared",
        Severity.ERROR,
        Category.DEFINITIONS,
        Start.ON,
        "two columns of the code give one type name different labels");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    Map<String, EnumColumn> first = new LinkedHashMap<>();
    for (Comparison comparison : facts.comparisons()) {
      Optional<EnumColumn> source = comparison.source().filter(TypeNameShared::isSure);
      if (source.isPresent()) {
        EnumColumn column = source.get();
        String type =
            column.typeSchema().map(schema -> schema + ".").orElse("")
                + column.typeName().orElse("");
        Optional<EnumColumn> other = Optional.ofNullable(first.putIfAbsent(type, column));
        other
            .filter(it -> !texts(it).equals(texts(column)))
            .ifPresent(it -> findings.add(finding(facts, type, it, column)));
      }
    }
    return findings;
  }

  private static boolean isSure(EnumColumn column) {
    return column.storage() == EnumColumn.Storage.NATIVE
        && column.typeName().isPresent()
        && column.unknown().isEmpty()
        && !column.labels().isEmpty()
        && !(column.persistence() instanceof EnumColumn.Persistence.Unknown);
  }

  private static Set<String> texts(EnumColumn column) {
    Set<String> texts = new TreeSet<>();
    column.labels().forEach(label -> texts.add(label.text()));
    return texts;
  }

  private Finding finding(ServiceFacts facts, String type, EnumColumn first, EnumColumn second) {
    Set<String> differing = new TreeSet<>(texts(first));
    differing.addAll(texts(second));
    Set<String> both = new TreeSet<>(texts(first));
    both.retainAll(texts(second));
    differing.removeAll(both);
    return FindingBuilder.of(this, facts, second.origin())
        .also(first.origin(), "the other column is here")
        .says(
            "%s %s.%s".formatted(type, second.table(), second.column()),
            "%s and %s both use the type %s, with different labels: %s"
                .formatted(
                    Wording.code(first.table() + "." + first.column()),
                    Wording.code(second.table() + "." + second.column()),
                    Wording.code(type),
                    Wording.list(List.copyOf(differing))),
            "give each its own `name=`, or both the same enum");
  }
}
