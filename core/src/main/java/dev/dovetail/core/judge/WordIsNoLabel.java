package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.Usage;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** SQLAlchemy sends a string that it does not know as it stands. */
final class WordIsNoLabel extends Described {

  WordIsNoLabel() {
    super(
        "word-is-no-label",
        Severity.ERROR,
        Category.USES,
        Start.ON,
        "a string that is compared with an enum column, or given to it, is none of its labels");
  }

  private static final Pattern VALUE = Pattern.compile("\\s*\\.\\s*value$");

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    Attributes attributes = Attributes.of(facts);
    for (Usage.Use use : facts.usage().uses()) {
      if (!(use.given() instanceof Usage.Given.Clock)) {
        attributes
            .stored(use)
            .filter(comparison -> StoredLabels.areSure(comparison.source().orElseThrow()))
            .ifPresent(comparison ->
                word(comparison, use.given())
                    .filter(text -> !StoredLabels.takes(comparison, text))
                    .ifPresent(text -> findings.add(finding(facts, comparison, use, text))));
      }
    }
    return findings;
  }

  private static Optional<String> word(Comparison comparison, Usage.Given given) {
    return switch (given) {
      case Usage.Given.Text text -> Optional.of(text.text());
      case Usage.Given.ValueOf value ->
          comparison
              .declared()
              .filter(declared -> declared.name().equals(value.enumName()))
              .filter(declared -> declared.unknown().isEmpty())
              .flatMap(declared ->
                  declared.members().stream()
                      .filter(member -> member.name().equals(value.member()))
                      .filter(DeclaredEnum.Member::text)
                      .findFirst())
              .flatMap(DeclaredEnum.Member::value);
      case Usage.Given.Clock clock -> Optional.empty();
    };
  }

  private static Optional<Suggestion> corrected(
      Comparison comparison, Usage.Use word, String text) {
    return switch (word.given()) {
      case Usage.Given.Text written ->
          StoredLabels.meant(comparison, text)
              .flatMap(label ->
                  Edit.word(word.origin(), text, label)
                      .map(edit -> Suggestion.unsafe(StoredLabels.title(text, label), edit)));
      case Usage.Given.ValueOf value ->
          Optional.of(word.origin())
              .filter(Origin.InFile.class::isInstance)
              .map(Origin.InFile.class::cast)
              .map(place ->
                  Suggestion.unsafe("give the member itself", new Edit.Matching(place, VALUE, "")));
      case Usage.Given.Clock clock -> Optional.empty();
    };
  }

  private Finding finding(ServiceFacts facts, Comparison comparison, Usage.Use word, String text) {
    Optional<DeclaredEnum.Member> member = StoredLabels.byValue(comparison, text);
    String attribute = word.type() + "." + word.attribute();
    return FindingBuilder.of(this, facts, word.origin())
        .suggests(corrected(comparison, word, text))
        .also(comparison.source().orElseThrow().origin(), Wording.code(attribute) + " is here")
        .says(
            attribute + " " + text,
            "%s is no label of %s%s: SQLAlchemy sends it as it stands, and the database refuses it with 22P02"
                .formatted(Wording.code(text), Wording.code(attribute), StoredLabels.aside(member)),
            member
                .map(it -> "write `%s.%s`".formatted(comparison.name().orElse(""), it.name()))
                .orElse("write a member of the enum"));
  }
}
