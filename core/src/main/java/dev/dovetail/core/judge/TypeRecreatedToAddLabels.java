package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ADD VALUE changes one row of the catalog; a new type rewrites every row of the table. */
final class TypeRecreatedToAddLabels extends Described {

  TypeRecreatedToAddLabels() {
    super(
        "type-recreated-to-add-labels",
        Severity.INFO,
        Category.MIGRATIONS,
        Start.OFF,
        "a type is created anew only to add labels");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (List<Deed> deeds : Steps.up(facts).byRevision().values()) {
      for (Deed deed : deeds) {
        if (deed.statement() instanceof Statement.AlterTable alter
            && !Steps.make(deeds, alter.table())) {
          for (TableChange change : alter.changes()) {
            if (change instanceof TableChange.ChangeType to) {
              added(facts, deed, alter.table(), to).ifPresent(findings::add);
            }
          }
        }
      }
    }
    return findings;
  }

  private Optional<Finding> added(
      ServiceFacts facts, Deed deed, Name table, TableChange.ChangeType change) {
    Optional<EnumType> from = Steps.enumOf(deed, table, change.column());
    Optional<EnumType> to = Steps.enumOf(deed, change.type());
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    List<String> kept = new ArrayList<>(to.get().texts());
    kept.retainAll(from.get().texts());
    List<String> added = new ArrayList<>(to.get().texts());
    added.removeAll(kept);
    return !kept.equals(from.get().texts()) || added.isEmpty()
        ? Optional.empty()
        : Optional.of(
            FindingBuilder.of(this, facts, deed.origin())
                .says(
                    "%s %s.%s".formatted(deed.revision(), table, change.column()),
                    "%s gets a new type only for %s: every row and index of the table is written anew while an ACCESS EXCLUSIVE lock keeps all others out"
                        .formatted(
                            Wording.code(table + "." + change.column()), Wording.list(added)),
                    "`ALTER TYPE ... ADD VALUE '%s'` locks no table and writes no row"
                        .formatted(added.getFirst())));
  }
}
