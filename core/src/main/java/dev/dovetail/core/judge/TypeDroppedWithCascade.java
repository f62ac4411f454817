package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What hangs on a type goes with it, the columns and their rows first of all. */
final class TypeDroppedWithCascade extends Described {

  TypeDroppedWithCascade() {
    super(
        "type-dropped-with-cascade",
        Severity.WARNING,
        Category.MIGRATIONS,
        Start.ON,
        "a type is dropped with CASCADE while columns still have it");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (Deed deed : Steps.up(facts).all()) {
      for (Statement statement : deed.statements()) {
        if (statement instanceof Statement.DropType drop && drop.cascade()) {
          drop.types().forEach(type -> finding(facts, deed, type).ifPresent(findings::add));
        }
      }
    }
    return findings;
  }

  private Optional<Finding> finding(ServiceFacts facts, Deed deed, Name type) {
    Optional<ObjectName> dropped = deed.before().typeNamed(type);
    List<String> columns =
        dropped.isEmpty()
            ? List.of()
            : deed.before().schema().tables().values().stream()
                .flatMap(table ->
                    table.columns().stream()
                        .filter(column -> column.enumType().equals(dropped))
                        .map(column -> table.name().name() + "." + column.name()))
                .toList();
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(
            FindingBuilder.of(this, facts, deed.origin())
                .says(
                    deed.revision() + " " + type,
                    "CASCADE drops the columns that have %s, with all that they hold: %s"
                        .formatted(Wording.code(type), Wording.list(columns)),
                    "alter or drop the columns first, each in a statement of its own, and leave"
                        + " CASCADE out: then the server refuses (2BP01) where one was forgotten"));
  }
}
