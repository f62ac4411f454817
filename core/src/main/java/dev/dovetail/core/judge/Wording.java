package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  static String type(EnumType type) {
    return code(type.name());
  }

  /**
   * The statement that adds a label at the place it has in the code; those before it that are
   * missing too are taken to be added first.
   */
  static String addValue(Comparison comparison, Drift.Missing missing) {
    EnumType type = missing.type();
    Set<String> there = new HashSet<>(type.texts());
    for (Drift drift : comparison.drifts()) {
      if (drift instanceof Drift.Missing other) {
        there.add(other.label().text());
      }
    }
    Optional<String> before = Optional.empty();
    boolean last = true;
    boolean passed = false;
    for (Label label : comparison.labels()) {
      if (label.text().equals(missing.label().text())) {
        passed = true;
      } else if (there.contains(label.text())) {
        before = passed ? before : Optional.of(label.text());
        last &= !passed || !type.texts().contains(label.text());
      }
    }
    String position =
        last || type.labels().isEmpty()
            ? ""
            : before
                .map(label -> " AFTER " + Identifiers.literal(label))
                .orElseGet(() -> " BEFORE " + Identifiers.literal(type.texts().get(0)));
    return "ALTER TYPE %s ADD VALUE %s%s"
        .formatted(type.name().quoted(), Identifiers.literal(missing.label().text()), position);
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
