package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A default has to make way for a new type, and is easily left away. */
final class DefaultLostByTypeChange extends Described {

  DefaultLostByTypeChange() {
    super(
        "default-lost-by-type-change",
        Severity.WARNING,
        Category.MIGRATIONS,
        Start.ON,
        "a column loses its default when it gets another enum type");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (List<Deed> deeds : Steps.up(facts).byRevision().values()) {
      for (int i = 0; i < deeds.size(); i++) {
        Deed deed = deeds.get(i);
        if (deed.statement() instanceof Statement.AlterTable alter) {
          for (TableChange change : alter.changes()) {
            if (change instanceof TableChange.DropDefault drop
                && changesType(deeds.subList(i, deeds.size()), alter.table(), drop.column())
                && hadDefault(deed, alter.table(), drop.column())
                && staysWithout(facts, deed, alter.table(), drop.column())) {
              findings.add(finding(facts, deed, alter.table(), drop.column()));
            }
          }
        }
      }
    }
    return findings;
  }

  private static boolean changesType(List<Deed> rest, Name table, String column) {
    return rest.stream()
        .anyMatch(deed ->
            deed.statement() instanceof Statement.AlterTable alter
                && Steps.same(alter.table(), table)
                && alter.changes().stream()
                    .anyMatch(change ->
                        change instanceof TableChange.ChangeType to
                            && to.column().equals(column)
                            && Steps.enumOf(deed, to.type()).isPresent()));
  }

  private static boolean hadDefault(Deed deed, Name table, String column) {
    return deed.before()
        .tableNamed(table)
        .flatMap(found -> found.column(column))
        .flatMap(found -> found.defaultText())
        .isPresent();
  }

  /** At the head: a later migration may have given it one again, or dropped the column. */
  private static boolean staysWithout(ServiceFacts facts, Deed deed, Name table, String column) {
    return deed.before()
        .relationNamed(table)
        .flatMap(name ->
            facts.told().flatMap(told -> Optional.ofNullable(told.schema().tables().get(name))))
        .flatMap(found -> found.column(column))
        .filter(found -> found.enumType().isPresent() && found.defaultText().isEmpty())
        .isPresent();
  }

  private Finding finding(ServiceFacts facts, Deed deed, Name table, String column) {
    return FindingBuilder.of(this, facts, deed.origin())
        .says(
            "%s %s.%s".formatted(deed.revision(), table, column),
            "%s had a default, which is dropped for the new type and never set again: rows written without it are NULL from now on, or refused (23502)"
                .formatted(Wording.code(table + "." + column)),
            "set it again after the type: `ALTER COLUMN %s SET DEFAULT '...'`".formatted(column));
  }
}
