package dev.dovetail.core.probed;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.judge.Finding;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An enum of the code, or a type that no code declares, tried in one column.
 *
 * @param comparison the code beside the database
 * @param tried one of each kind, in their order
 */
public record ProbedEnum(Comparison comparison, List<Tried> tried) {

  public ProbedEnum {
    tried = List.copyOf(tried);
  }

  /** What people call it. */
  public String name() {
    return comparison.name().or(comparison::typeName).orElse("");
  }

  /** Where it is kept; empty where it is in no column. */
  public String place() {
    return comparison.column().map(Comparison.Column::toString).orElse("");
  }

  ProbedEnum with(UnaryOperator<List<Finding>> settle) {
    return new ProbedEnum(
        comparison, tried.stream().map(one -> one.with(settle.apply(one.findings()))).toList());
  }
}
