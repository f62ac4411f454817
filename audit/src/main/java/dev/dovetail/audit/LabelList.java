package dev.dovetail.audit;

import dev.dovetail.core.audited.Remedy;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.schema.Schema.Label;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a database lets a column of text hold, where no enum type says it. */
sealed interface LabelList permits CheckList, LookupTable {

  List<String> labels();

  /** A sentence on labels that it does not let in. */
  String refusing(List<String> refused);

  /** A sentence on labels that only it has, where they matter. */
  Optional<String> holding(List<String> unknown);

  Remedy remedy(List<String> refused);

  /** What the code may write and the list refuses. */
  default List<String> refused(Comparison comparison) {
    return without(comparison.labels().stream().map(Label::text).toList(), labels());
  }

  /** What the list lets in and the code does not know. */
  default List<String> unknown(Comparison comparison) {
    return without(labels(), comparison.labels().stream().map(Label::text).toList());
  }

  private static List<String> without(List<String> all, List<String> known) {
    Set<String> rest = new LinkedHashSet<>(all);
    known.forEach(rest::remove);
    return List.copyOf(rest);
  }
}
