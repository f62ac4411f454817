package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.DeclaredColumn.CodeDefault;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.EnumColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The application fills in a string that the type does not know. */
final class CodeDefaultIsNoLabel extends Described {

  CodeDefaultIsNoLabel() {
    super(
        "code-default-is-no-label",
        Severity.ERROR,
        Category.DEFINITIONS,
        Start.ON,
        "the default of a model is a string that is no label of its enum");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (Comparison comparison : facts.comparisons()) {
      Optional<EnumColumn> source = comparison.source().filter(StoredLabels::areSure);
      source
          .flatMap(column -> text(facts, column))
          .filter(text -> !StoredLabels.takes(comparison, text))
          .ifPresent(text -> findings.add(finding(facts, comparison, source.orElseThrow(), text)));
    }
    return findings;
  }

  /** What is written as a string: of members only the name is known here, without quotes. */
  private static Optional<String> text(ServiceFacts facts, EnumColumn source) {
    return facts.tables().stream()
        .filter(table -> isOf(table, source))
        .flatMap(table -> table.column(source.column()).stream())
        .flatMap(column -> column.codeDefault().stream())
        .filter(it -> it.kind() == CodeDefault.Kind.VALUE)
        .map(CodeDefault::text)
        .filter(text -> text.length() > 1 && text.startsWith("'") && text.endsWith("'"))
        .map(text -> text.substring(1, text.length() - 1))
        .filter(text -> text.indexOf('\'') < 0)
        .findFirst();
  }

  private static boolean isOf(DeclaredTable table, EnumColumn source) {
    return table.name().equals(source.table()) && table.schema().equals(source.schema());
  }

  private Finding finding(
      ServiceFacts facts, Comparison comparison, EnumColumn source, String text) {
    Optional<DeclaredEnum.Member> member = StoredLabels.byValue(comparison, text);
    return FindingBuilder.of(this, facts, source.origin())
        .suggests(
            StoredLabels.meant(comparison, text)
                .flatMap(label ->
                    Edit.wordBehind("\\b(?:insert_)?default\\s*=\\s*", source.origin(), text, label)
                        .map(edit -> Suggestion.unsafe(StoredLabels.title(text, label), edit))))
        .says(
            source.table() + "." + source.column() + " " + text,
            "the default %s of %s is no label of %s%s: SQLAlchemy sends it as it stands, and the database refuses it with 22P02"
                .formatted(
                    Wording.code(text),
                    Wording.code(source.table() + "." + source.column()),
                    Wording.enumOf(comparison),
                    StoredLabels.aside(member)),
            member
                .map(it ->
                    "write `default=%s.%s`".formatted(comparison.name().orElse(""), it.name()))
                .orElse("write a member of the enum"));
  }
}
