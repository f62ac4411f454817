package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
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

  /**
   * Why it is the name of the member that is stored, where its value is another word; else nothing.
   */
  static String persisted(Comparison comparison, Label label) {
    boolean differs =
        comparison
            .declared()
            .flatMap(declared ->
                declared.members().stream()
                    .filter(member -> member.name().equals(label.text()))
                    .findFirst())
            .flatMap(DeclaredEnum.Member::value)
            .filter(value -> !value.equals(label.text()))
            .isPresent();
    return comparison
        .source()
        .map(EnumColumn::persistence)
        .filter(persistence -> differs && persistence instanceof EnumColumn.Persistence.Names)
        .map(names ->
            "; names are persisted here, because "
                + because(((EnumColumn.Persistence.Names) names).reason()))
        .orElse("");
  }

  private static String because(String reason) {
    return reason.startsWith("no ") ? "there is " + reason : reason;
  }

  private static boolean stores(DeclaredEnum.Member member, Label label) {
    return member.origin().equals(label.origin())
        || member.name().equals(label.text())
        || member.value().equals(Optional.of(label.text()));
  }

  /** Whether the migrations are files of SQL, so that nothing need be said of Python. */
  static boolean ofSqlFiles(ServiceFacts facts) {
    return facts.told().filter(told -> told.tool().equals("sql-folder")).isPresent();
  }

  /** How to run something outside a transaction. */
  static String outsideTransaction(ServiceFacts facts) {
    return ofSqlFiles(facts)
        ? "in a file that is sent outside a transaction"
        : "in `with op.get_context().autocommit_block():`";
  }

  static String type(EnumType type) {
    return code(type.name());
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
