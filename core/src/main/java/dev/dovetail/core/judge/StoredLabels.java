package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import java.util.Optional;

/** What rules ask of the words that a column of an enum type takes. */
final class StoredLabels {

  private StoredLabels() {}

  /** Whether it is a native type, of which every label is known. */
  static boolean areSure(EnumColumn column) {
    return column.storage() == EnumColumn.Storage.NATIVE
        && column.unknown().isEmpty()
        && !column.array()
        && !column.labels().isEmpty()
        && !(column.persistence() instanceof EnumColumn.Persistence.Unknown);
  }

  /** Whether it is a label on either side. */
  static boolean know(Comparison comparison, String text) {
    return comparison.labels().stream().anyMatch(label -> label.text().equals(text))
        || comparison.told().filter(type -> type.texts().contains(text)).isPresent();
  }

  /** The member that has the text as its value, where its name is stored. */
  static Optional<DeclaredEnum.Member> byValue(Comparison comparison, String text) {
    return comparison
        .declared()
        .flatMap(declared ->
            declared.members().stream()
                .filter(it -> it.value().filter(text::equals).isPresent())
                .findFirst());
  }

  /** What a message says of that member; nothing where there is none. */
  static String aside(Optional<DeclaredEnum.Member> member) {
    return member
        .map(it ->
            "; it is the value of %s, and its name is stored".formatted(Wording.code(it.name())))
        .orElse("");
  }
}
