package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The enums that a service stores, their members and the labels that come of them. */
final class Stored {

  /** A member of an enum that is stored. */
  record Member(DeclaredEnum declared, DeclaredEnum.Member member) {

    FindingBuilder at(Rule rule, ServiceFacts facts) {
      return FindingBuilder.of(rule, facts, member.origin());
    }

    String shown() {
      return declared.name() + "." + member.name();
    }

    String subject() {
      return shown();
    }
  }

  /** A label that is stored. */
  record Text(Comparison comparison, Label label, boolean isNative) {

    FindingBuilder at(Rule rule, ServiceFacts facts) {
      return FindingBuilder.of(rule, facts, label.origin());
    }

    String shown() {
      return comparison.name().map(Wording::code).orElseGet(() -> column());
    }

    String subject() {
      return comparison.name().orElseGet(this::column) + " " + label.text();
    }

    private String column() {
      return comparison
          .source()
          .map(source -> Wording.code(source.table() + "." + source.column()))
          .orElse("the column");
    }
  }

  private Stored() {}

  /** Those whose members are known. */
  static Set<DeclaredEnum> enums(ServiceFacts facts) {
    Set<DeclaredEnum> enums = new LinkedHashSet<>();
    for (Comparison comparison : facts.comparisons()) {
      if (isStored(comparison)) {
        comparison
            .declared()
            .filter(declared -> declared.unknown().isEmpty())
            .ifPresent(enums::add);
      }
    }
    return enums;
  }

  static List<Member> members(ServiceFacts facts) {
    return enums(facts).stream()
        .flatMap(
            declared -> declared.members().stream().map(member -> new Member(declared, member)))
        .toList();
  }

  static List<Text> labels(ServiceFacts facts) {
    return facts.comparisons().stream()
        .filter(Stored::isStored)
        .flatMap(comparison ->
            comparison.labels().stream()
                .map(label -> new Text(comparison, label, isNative(comparison))))
        .toList();
  }

  /** A label is written otherwise in the code, where it is a word of its own there. */
  static Optional<Suggestion> spelling(Comparison comparison, Label label, String wanted) {
    return Optional.of(label.origin())
        .filter(Origin.InFile.class::isInstance)
        .map(Origin.InFile.class::cast)
        .filter(place -> Edit.isPlain(label.text()) && Edit.isPlain(wanted))
        .filter(place -> isWritten(comparison))
        .map(place ->
            Suggestion.unsafe(
                StoredLabels.title(label.text(), wanted),
                new Edit.ValueOfMember(place, label.text(), wanted)));
  }

  /** Whether a label is no name of a member. */
  private static boolean isWritten(Comparison comparison) {
    return comparison
        .source()
        .map(EnumColumn::persistence)
        .filter(persistence ->
            persistence instanceof EnumColumn.Persistence.Values
                || persistence instanceof EnumColumn.Persistence.Literals)
        .isPresent();
  }

  private static boolean isStored(Comparison comparison) {
    return comparison.source().filter(source -> source.unknown().isEmpty()).isPresent();
  }

  private static boolean isNative(Comparison comparison) {
    return comparison
        .source()
        .filter(source -> source.storage() == EnumColumn.Storage.NATIVE)
        .isPresent();
  }
}
