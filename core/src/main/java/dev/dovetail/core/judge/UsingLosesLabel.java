package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.TableChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A row that holds a label which the new type lacks stops the migration. */
final class UsingLosesLabel extends Described {

  UsingLosesLabel() {
    super(
        "using-loses-label",
        Severity.WARNING,
        Category.MIGRATIONS,
        Start.ON,
        "a column moves to a type that lacks labels which rows may hold");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    List<Deed> all = Steps.up(facts).all();
    for (OnTables.Touch<TableChange.ChangeType> touch :
        OnTables.changes(facts, TableChange.ChangeType.class)) {
      // An earlier migration may have seen to the rows as well.
      lost(facts, touch.deed(), touch.table(), touch.change())
          .filter(finding ->
              !Steps.changeRows(all.subList(0, all.indexOf(touch.deed())), touch.table()))
          .ifPresent(findings::add);
    }
    return findings;
  }

  private Optional<Finding> lost(
      ServiceFacts facts, Deed deed, Name table, TableChange.ChangeType change) {
    Optional<EnumType> from = Steps.enumOf(deed, table, change.column());
    Optional<EnumType> to = Steps.enumOf(deed, change.type());
    if (from.isEmpty() || to.isEmpty() || !change.using().map(it -> isPlain(it)).orElse(false)) {
      return Optional.empty();
    }
    List<String> lost = new ArrayList<>(from.get().texts());
    lost.removeAll(to.get().texts());
    return lost.isEmpty()
        ? Optional.empty()
        : Optional.of(
            FindingBuilder.of(this, facts, deed.origin())
                .also(to.get().origin(), Wording.type(to.get()) + " is created here")
                .says(
                    "%s %s.%s".formatted(deed.revision(), table, change.column()),
                    "%s moves to %s, which lacks %s: the migration fails with 22P02 where a row holds one of them"
                        .formatted(
                            Wording.code(table + "." + change.column()),
                            Wording.type(to.get()),
                            Wording.list(lost)),
                    "update those rows before, or say in USING what becomes of them:"
                        + " `CASE ... WHEN '%s' THEN '...' END`".formatted(lost.getFirst())));
  }

  /** Casts of the column, and nothing that could turn one label into another. */
  private static boolean isPlain(Expression using) {
    Expression at = using;
    while (at instanceof Expression.Cast cast) {
      at = cast.operand();
    }
    return at instanceof Expression.ColumnRef;
  }
}
