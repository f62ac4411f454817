package dev.dovetail.core.judge;

import dev.dovetail.core.declared.UnseenModel;
import dev.dovetail.core.schema.Schema;
import java.util.List;

/** New migrations would be made without a model, because env.py never imports it. */
final class ModelNotImportedByEnv implements Rule {

  @Override
  public String id() {
    return "model-not-imported-by-env";
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public String summary() {
    return "env.py gives Alembic a metadata that lacks a model";
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.unseen().stream().map(model -> finding(facts, model)).toList();
  }

  private Finding finding(ServiceFacts facts, UnseenModel unseen) {
    boolean made =
        facts.told().stream()
            .map(told -> told.schema())
            .anyMatch((Schema schema) ->
                schema.tables().keySet().stream()
                    .anyMatch(name -> name.name().equals(unseen.table())));
    return FindingBuilder.of(this, facts, unseen.origin())
        .also(unseen.metadata(), "this metadata does not know it")
        .says(
            unseen.model() + " " + unseen.table(),
            "nothing that env.py imports leads to %s: `alembic revision --autogenerate` %s"
                .formatted(
                    Wording.code(unseen.model()),
                    made
                        ? "would drop its table %s".formatted(Wording.code(unseen.table()))
                        : "does not see its table %s, and no migration makes it"
                            .formatted(Wording.code(unseen.table()))),
            "import its module where env.py imports the other models");
  }
}
