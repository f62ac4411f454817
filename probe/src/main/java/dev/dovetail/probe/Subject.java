package dev.dovetail.probe;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.stream.Collectors;

/** An enum that is tried, and how people speak of it. */
record Subject(String service, Comparison comparison) {

  private static final int MOST_NAMED = 6;

  /** What is to be stored: what the code says, else what the type has. */
  List<Label> labels() {
    return comparison.labels().isEmpty() && comparison.name().isEmpty()
        ? comparison.told().map(EnumType::labels).orElse(List.of())
        : comparison.labels();
  }

  List<String> texts() {
    return labels().stream().map(Label::text).toList();
  }

  /** {@code `orders.status`}. */
  String place() {
    return "`"
        + comparison
            .column()
            .map(Comparison.Column::toString)
            .or(comparison::typeName)
            .orElse("the column")
        + "`";
  }

  String name() {
    return "`" + comparison.name().or(comparison::typeName).orElse("the code") + "`";
  }

  /** Where to look first in the code. */
  Origin home() {
    return comparison
        .source()
        .map(source -> source.origin())
        .or(() -> comparison.declared().map(DeclaredEnum::origin))
        .or(() -> comparison.told().map(EnumType::origin))
        .orElseGet(() -> new Origin.Implied(service));
  }

  FindingBuilder finding(Fault fault, Origin at) {
    return FindingBuilder.of(fault, service, at);
  }

  /** With the schema only where it is not {@code public}. */
  static String shown(ObjectName table) {
    return table.schema().equals("public") ? table.name() : table.toString();
  }

  /** The first of many, as literals. */
  static String some(List<String> labels) {
    String shown =
        labels.stream()
            .limit(MOST_NAMED)
            .map(Identifiers::literal)
            .collect(Collectors.joining(", "));
    return labels.size() > MOST_NAMED
        ? "%s and %d more".formatted(shown, labels.size() - MOST_NAMED)
        : shown;
  }
}
