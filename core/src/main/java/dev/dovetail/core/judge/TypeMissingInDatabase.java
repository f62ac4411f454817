package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import java.util.List;
import java.util.Optional;

/** The code names an enum type that no migration makes. */
final class TypeMissingInDatabase implements Rule {

  @Override
  public String id() {
    return "type-missing-in-database";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String summary() {
    return "the code names an enum type that no migration makes";
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.each(
        Drift.TypeMissing.class,
        missing -> !Failures.of(facts).concerns(missing.type()),
        (comparison, drift) -> finding(facts, comparison, drift));
  }

  private Finding finding(ServiceFacts facts, Comparison comparison, Drift.TypeMissing missing) {
    String type = Wording.code(missing.type());
    String column = Wording.code(comparison.column().map(Comparison.Column::toString).orElse("it"));
    FindingBuilder finding = FindingBuilder.of(this, facts, missing.origin());
    String subject = missing.type() + comparison.column().map(c -> " " + c).orElse("");
    if (missing.instead().isPresent()) {
      String held = Wording.type(missing.instead().get());
      return finding
          .weighing(Severity.WARNING)
          .also(missing.instead().get().origin(), held + " is created here")
          .says(
              subject,
              "the code names the type %s, but the migrations give %s the type %s: a driver that casts its parameters (asyncpg, psycopg 3) fails"
                  .formatted(type, column, held),
              "name the type as the database does: `name=\"%s\"`"
                  .formatted(missing.instead().get().name().name()));
    }
    Optional<String> columnType = missing.columnType();
    if (columnType.isPresent()) {
      return finding
          .weighing(Severity.WARNING)
          .says(
              subject,
              "no migration makes the type %s, and %s is %s: nothing in the database refuses a wrong label, and a driver that casts its parameters (asyncpg, psycopg 3) fails with 42704"
                  .formatted(type, column, Wording.code(columnType.get())),
              "make the type and alter the column in a migration, or say `native_enum=False` in the"
                  + " model");
    }
    return finding.says(
        subject,
        "no migration makes the type %s that %s declares for %s: using it fails with 42704"
            .formatted(type, Wording.enumOf(comparison), column),
        "add a migration that creates the type and the column; autogenerate never creates the type"
            + " for an added column");
  }
}
