package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.schema.Schema.Label;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What rules ask of the words that a column of an enum type takes. */
final class StoredLabels {

  private static final Set<String> PLAIN = Set.of("Enum", "enum.Enum");

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

  /**
   * Whether SQLAlchemy makes a label of it: a member that is a string is found by its value too.
   */
  static boolean takes(Comparison comparison, String text) {
    boolean ofStrings =
        comparison
            .declared()
            .filter(declared -> declared.bases().isEmpty() || !PLAIN.containsAll(declared.bases()))
            .filter(declared ->
                declared.unknown().isPresent()
                    || declared.members().stream()
                        .anyMatch(member -> member.value().filter(text::equals).isPresent()))
            .isPresent();
    return ofStrings || know(comparison, text);
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

  /**
   * The label that a wrong word was meant to be, which the database has: that of the member with
   * this value, else the only one that is written alike but for case and what joins words.
   */
  static Optional<String> meant(Comparison comparison, String text) {
    Optional<String> member = byValue(comparison, text).map(DeclaredEnum.Member::name);
    if (member.isPresent()) {
      return member.filter(name -> isStored(comparison, name));
    }
    List<String> near =
        comparison.labels().stream()
            .map(Label::text)
            .filter(label -> alike(label).equals(alike(text)))
            .filter(label -> isStored(comparison, label))
            .distinct()
            .toList();
    return near.size() == 1 ? Optional.of(near.getFirst()) : Optional.empty();
  }

  private static boolean isStored(Comparison comparison, String label) {
    return comparison.labels().stream().anyMatch(it -> it.text().equals(label))
        && comparison.told().filter(type -> type.texts().contains(label)).isPresent();
  }

  private static String alike(String text) {
    return folded(text).replaceAll("[ _.-]", "");
  }

  /** Without its case; both ways, for some letters are two when they are large. */
  static String folded(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** What is done to a wrong word. */
  static String title(String from, String to) {
    return "write %s for %s".formatted(Wording.code(to), Wording.code(from));
  }

  /** What a message says of that member; nothing where there is none. */
  static String aside(Optional<DeclaredEnum.Member> member) {
    return member
        .map(it ->
            "; it is the value of %s, and its name is stored".formatted(Wording.code(it.name())))
        .orElse("");
  }
}
