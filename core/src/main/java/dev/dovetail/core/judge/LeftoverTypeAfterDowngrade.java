package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.schema.Schema.EnumType;
import java.util.List;

/** The way down leaves an enum type behind, on which the next way up stumbles. */
final class LeftoverTypeAfterDowngrade implements Rule {

  @Override
  public String id() {
    return "leftover-type-after-downgrade";
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public String summary() {
    return "a downgrade leaves an enum type behind";
  }

  @Override
  public Category category() {
    return Category.MIGRATIONS;
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.told().stream()
        .flatMap(told -> told.leftover().stream().map(type -> finding(facts, told, type)))
        .toList();
  }

  private Finding finding(ServiceFacts facts, Told told, EnumType type) {
    String consequence =
        told.failsAgain()
            .map(problem -> "; the next upgrade then fails with " + Wording.refusal(problem))
            .orElse("");
    return FindingBuilder.of(this, facts, type.origin())
        .topic("enum types are left behind by the downgrade" + consequence)
        .says(
            type.name().toString(),
            "%s is left behind by the downgrade%s".formatted(Wording.type(type), consequence),
            remedy(type.name().quoted(), Wording.ofSqlFiles(facts)));
  }

  /** What ends a downgrade so that a type goes too. */
  static String remedy(String type, boolean sqlFiles) {
    String statement =
        sqlFiles
            ? "DROP TYPE " + type + ";"
            : "op.execute(\"DROP TYPE " + type.replace("\"", "\\\"") + "\")";
    return "end the downgrade with `" + statement + "`: dropping a table never drops its types";
  }
}
