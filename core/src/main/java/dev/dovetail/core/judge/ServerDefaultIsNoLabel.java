package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The database is told to fill in a word that its type does not know. */
final class ServerDefaultIsNoLabel extends Described {

  ServerDefaultIsNoLabel() {
    super(
        "server-default-is-no-label",
        Severity.ERROR,
        Category.DEFINITIONS,
        Start.ON,
        "the server default of a model is no label of its enum");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (Comparison comparison : facts.comparisons()) {
      Optional<EnumColumn> source = comparison.source().filter(StoredLabels::areSure);
      source
          .flatMap(EnumColumn::serverDefault)
          .filter(text -> !StoredLabels.know(comparison, text))
          .ifPresent(text -> findings.add(finding(facts, comparison, source.orElseThrow(), text)));
    }
    return findings;
  }

  private Finding finding(
      ServiceFacts facts, Comparison comparison, EnumColumn column, String text) {
    Optional<DeclaredEnum.Member> member = StoredLabels.byValue(comparison, text);
    String where = Wording.code(column.table() + "." + column.column());
    return FindingBuilder.of(this, facts, column.origin())
        .suggests(
            StoredLabels.meant(comparison, text)
                .flatMap(label ->
                    Edit.wordBehind(
                            "\\bserver_default\\s*=\\s*(?:(?:\\w+\\.)?text\\(\\s*)?",
                            column.origin(),
                            text,
                            label)
                        .map(edit -> Suggestion.unsafe(StoredLabels.title(text, label), edit))))
        .says(
            column.table() + "." + column.column() + " " + text,
            "the server default %s of %s is no label of %s%s: the database refuses it with 22P02"
                .formatted(
                    Wording.code(text),
                    where,
                    Wording.enumOf(comparison),
                    StoredLabels.aside(member)),
            member
                .map(it -> "write `server_default=\"%s\"`".formatted(it.name()))
                .orElse("write one of its labels, exactly"));
  }
}
