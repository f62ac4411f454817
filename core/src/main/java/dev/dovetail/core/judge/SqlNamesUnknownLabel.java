package dev.dovetail.core.judge;

import dev.dovetail.core.machine.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL sends what is stored: the label, not the member. */
final class SqlNamesUnknownLabel extends Described {

  SqlNamesUnknownLabel() {
    super(
        "sql-names-unknown-label",
        Severity.ERROR,
        Category.USES,
        Start.ON,
        "SQL in the code writes or compares a label that the type does not have");
  }

  private static final Pattern MESSAGE =
      Pattern.compile("invalid input value for enum (\\S+): \"(.*)\"");

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Queries.refused(facts, Set.of("22P02")).stream()
        .filter(refusal -> refusal.message().startsWith("invalid input value for enum"))
        .map(refusal ->
            FindingBuilder.of(this, facts, refusal.origin())
                .suggests(corrected(facts, refusal))
                .says(
                    refusal.message(),
                    "this SQL fails with %s (22P02): the migrations make no such label"
                        .formatted(refusal.message()),
                    "write a label as it is stored: the name of the member, or its value where"
                        + " `values_callable` is given; labels are case-sensitive"))
        .toList();
  }

  private static Optional<Suggestion> corrected(ServiceFacts facts, Refusal refusal) {
    Matcher words = MESSAGE.matcher(refusal.message());
    if (!words.matches()) {
      return Optional.empty();
    }
    String text = words.group(2);
    List<String> meant =
        facts.comparisons().stream()
            .filter(comparison ->
                comparison
                    .told()
                    .filter(type -> words.group(1).endsWith(type.name().name()))
                    .isPresent())
            .flatMap(comparison -> StoredLabels.meant(comparison, text).stream())
            .distinct()
            .toList();
    return meant.size() == 1
        ? Edit.word(refusal.origin(), text, meant.getFirst())
            .map(edit -> Suggestion.unsafe(StoredLabels.title(text, meant.getFirst()), edit))
        : Optional.empty();
  }
}
