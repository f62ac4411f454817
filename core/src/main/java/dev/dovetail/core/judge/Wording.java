package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import java.util.List;
import java.util.Optional;

/** Turns of phrase that several rules share, so that they read alike. */
final class Wording {

  private Wording() {}

  static String code(Object name) {
    return "`" + name + "`";
  }

  /** What the code calls it: {@code `EssayStatus`}. */
  static String enumOf(Comparison comparison) {
    return code(comparison.name().orElse("the code"));
  }

  /** The member behind a stored label, and the label where it is another word. */
  static String member(Comparison comparison, Label label) {
    Optional<DeclaredEnum.Member> member =
        comparison
            .declared()
            .flatMap(declared ->
                declared.members().stream()
                    .filter(candidate -> stores(candidate, label))
                    .findFirst());
    if (member.isEmpty()) {
      return code(label.text());
    }
    String name = code(comparison.name().orElse("") + "." + member.get().name());
    return member.get().name().equals(label.text())
        ? name
        : name + " (" + Identifiers.literal(label.text()) + ")";
  }

  private static boolean stores(DeclaredEnum.Member member, Label label) {
    return member.origin().equals(label.origin())
        || member.name().equals(label.text())
        || member.value().equals(Optional.of(label.text()));
  }

  static String type(EnumType type) {
    return code(type.name());
  }

  /** The statement that adds a label, at the place it has in the code. */
  static String addValue(EnumType type, List<Label> declared, Label label) {
    List<String> told = type.texts();
    String after = "";
    for (Label earlier : declared) {
      if (earlier.text().equals(label.text())) {
        break;
      }
      if (told.contains(earlier.text())) {
        after = " AFTER " + Identifiers.literal(earlier.text());
      }
    }
    boolean last =
        told.isEmpty() || after.endsWith(" " + Identifiers.literal(told.get(told.size() - 1)));
    String position =
        !after.isEmpty() || told.isEmpty() ? after : " BEFORE " + Identifiers.literal(told.get(0));
    return "ALTER TYPE %s ADD VALUE %s%s"
        .formatted(type.name().quoted(), Identifiers.literal(label.text()), last ? "" : position);
  }

  /** The refusal in the server's words, with its SQLSTATE. */
  static String refusal(Problem problem) {
    return problem.message() + problem.sqlstate().map(state -> " (" + state + ")").orElse("");
  }

  static String revision(Problem problem) {
    return problem.revision().map(id -> "revision " + code(id)).orElse("the history");
  }

  static String list(List<String> words) {
    return String.join(", ", words.stream().map(Wording::code).toList());
  }
}
