package dev.dovetail.core.judge;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A member that is a string can be sent as JSON, compared and printed as what it is. */
final class EnumWithoutStringBase extends Described {

  EnumWithoutStringBase() {
    super(
        "enum-without-string-base",
        Severity.INFO,
        Category.DEFINITIONS,
        Start.OFF,
        "a stored enum of strings is no string itself");
  }

  private static final Set<String> PLAIN = Set.of("Enum", "enum.Enum");
  private static final Pattern BASE =
      Pattern.compile("(?<=class)(\\s+\\w+\\s*\\(\\s*)((?:enum\\.)?Enum\\s*[,)])");

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Stored.enums(facts).stream()
        .filter(declared -> !declared.bases().isEmpty() && PLAIN.containsAll(declared.bases()))
        .filter(declared -> !declared.members().isEmpty())
        .filter(declared -> declared.members().stream().allMatch(DeclaredEnum.Member::text))
        .map(declared ->
            FindingBuilder.of(this, facts, declared.origin())
                .suggests(
                    Optional.of(declared.origin())
                        .filter(Origin.InFile.class::isInstance)
                        .map(Origin.InFile.class::cast)
                        .map(place ->
                            Suggestion.unsafe(
                                "derive %s from `str` too".formatted(Wording.code(declared.name())),
                                new Edit.Matching(place, BASE, "$1str, $2"))))
                .says(
                    declared.name(),
                    "%s has strings for values and is no string itself: `json.dumps` refuses its members, and comparing one with a string is false"
                        .formatted(Wording.code(declared.name())),
                    "derive it from `str, Enum`, or from `StrEnum`"))
        .toList();
  }
}
