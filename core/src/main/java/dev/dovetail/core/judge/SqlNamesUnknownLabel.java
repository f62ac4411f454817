package dev.dovetail.core.judge;

import dev.dovetail.core.declared.Usage;
import dev.dovetail.core.declared.Usage.Handed;
import dev.dovetail.core.machine.Refusal;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
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

  private static final Pattern TAKEN = Pattern.compile("\\s*\\.\\s*(?:value|name)$");

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>(written(facts));
    for (Queries.Tried tried : Queries.tried(facts)) {
      tried
          .sent()
          .handed()
          .filter(handed -> handed.way() == Usage.Way.TAKEN)
          .flatMap(handed ->
              tried.refusing(handed).map(type -> taken(facts, tried.sent(), handed, type)))
          .ifPresent(findings::add);
    }
    return findings;
  }

  /** The value, where the names are stored, or the other way round. */
  private Finding taken(ServiceFacts facts, Usage.Sent sent, Handed handed, EnumType type) {
    boolean names = type.texts().contains(handed.name());
    boolean values = type.texts().contains(handed.value());
    String other = names ? "name" : "value";
    return FindingBuilder.of(this, facts, sent.origin())
        .suggests(
            Optional.of(sent.origin())
                .filter(it -> names || values)
                .filter(Origin.InFile.class::isInstance)
                .map(Origin.InFile.class::cast)
                .map(place ->
                    Suggestion.unsafe(
                        "take its " + other, new Edit.Matching(place, TAKEN, "." + other))))
        .says(
            handed.written() + " " + type.name(),
            "%s is %s, which is no label of %s%s: this SQL fails with 22P02"
                .formatted(
                    Wording.code(handed.written()),
                    Wording.code(handed.text()),
                    Wording.type(type),
                    names || values ? "; it holds the %ss of members".formatted(other) : ""),
            names || values
                ? "write `%s`".formatted(handed.written().replaceFirst("[.]\\w+$", "." + other))
                : "write a label as it is stored; labels are case-sensitive");
  }

  private List<Finding> written(ServiceFacts facts) {
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
