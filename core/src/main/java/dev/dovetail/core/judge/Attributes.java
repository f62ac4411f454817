package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.DeclaredColumn;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.Usage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The attributes of a service's models, by the words that code writes. Two of a name are none. */
final class Attributes {

  private final ServiceFacts facts;
  private final Map<String, Optional<DeclaredTable>> models = new HashMap<>();

  private Attributes(ServiceFacts facts) {
    this.facts = facts;
    for (DeclaredTable table : facts.tables()) {
      table
          .model()
          .ifPresent(
              model -> models.merge(model, Optional.of(table), (one, other) -> Optional.empty()));
    }
  }

  static Attributes of(ServiceFacts facts) {
    return new Attributes(facts);
  }

  /** The column behind what is used. */
  Optional<DeclaredColumn> column(Usage.Use use) {
    return table(use)
        .flatMap(table ->
            table.columns().stream()
                .filter(it -> it.attribute().filter(use.attribute()::equals).isPresent())
                .findFirst());
  }

  /** The enum that is kept in it. */
  Optional<Comparison> stored(Usage.Use use) {
    Optional<DeclaredTable> table = table(use);
    Optional<DeclaredColumn> column = column(use);
    return table.isEmpty() || column.isEmpty()
        ? Optional.empty()
        : facts.comparisons().stream()
            .filter(comparison ->
                comparison
                    .source()
                    .filter(source ->
                        source.table().equals(table.get().name())
                            && source.schema().equals(table.get().schema())
                            && source.column().equals(column.get().name()))
                    .isPresent())
            .findFirst();
  }

  private Optional<DeclaredTable> table(Usage.Use use) {
    return models.getOrDefault(use.type(), Optional.empty());
  }
}
