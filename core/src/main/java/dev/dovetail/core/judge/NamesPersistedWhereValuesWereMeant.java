package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import java.util.List;

/** The model stores the names of members, and the database holds their values. */
final class NamesPersistedWhereValuesWereMeant implements Rule {

  private static final int SHOWN = 3;

  @Override
  public String id() {
    return "names-persisted-where-values-were-meant";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String summary() {
    return "the model stores the names of members where the database holds their values";
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.each(
        Drift.NamesForValues.class, (comparison, drift) -> finding(facts, comparison, drift));
  }

  private Finding finding(ServiceFacts facts, Comparison comparison, Drift.NamesForValues names) {
    String type = Wording.type(names.type());
    String shown = Wording.enumOf(comparison);
    List<String> first =
        names.names().stream().limit(SHOWN).map(Label::text).map(Wording::code).toList();
    String rest =
        names.names().size() > SHOWN ? " and %d more".formatted(names.names().size() - SHOWN) : "";
    String column = comparison.column().map(c -> " " + c).orElse("");
    return FindingBuilder.of(
            this, facts, comparison.source().map(s -> s.origin()).orElse(names.declared().origin()))
        .suggests(
            comparison
                .source()
                .map(source -> source.origin())
                .filter(Origin.InFile.class::isInstance)
                .map(Origin.InFile.class::cast)
                .map(place ->
                    Suggestion.unsafe(
                        "store the values of " + shown,
                        new Edit.StoringValues(place, names.declared().name()))))
        .also(names.declared().origin(), shown + " is declared here")
        .also(names.type().origin(), type + " is created here, with the values")
        .says(
            names.declared().name() + column + " " + names.type().name(),
            "the model stores the names of %s (%s%s; %s), but %s holds their values: writing one fails with 22P02"
                .formatted(shown, String.join(", ", first), rest, names.reason(), type),
            "give the column `values_callable=lambda members: [member.value for member in"
                + " members]`");
  }
}
