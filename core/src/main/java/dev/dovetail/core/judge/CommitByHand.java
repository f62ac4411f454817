package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.List;

/** Alembic does not notice that its transaction is gone. */
final class CommitByHand extends Described {

  CommitByHand() {
    super(
        "commit-by-hand",
        Severity.WARNING,
        Category.MIGRATIONS,
        Start.ON,
        "a migration ends the transaction that the tool opened");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    if (Wording.ofSqlFiles(facts)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    boolean own = false;
    for (Deed deed : Steps.up(facts).all()) {
      boolean open = deed.before().inTransaction();
      boolean ends =
          deed.statement() instanceof Statement.Commit
              || deed.statement() instanceof Statement.Rollback;
      if (ends && open && !own) {
        findings.add(finding(facts, deed));
      }
      boolean begins = deed.statement() instanceof Statement.Begin && !open;
      own = open && own && !ends || begins;
    }
    return findings;
  }

  private Finding finding(ServiceFacts facts, Deed deed) {
    boolean commit = deed.statement() instanceof Statement.Commit;
    return FindingBuilder.of(this, facts, deed.origin())
        .says(
            deed.revision(),
            "%s ends the transaction that Alembic opened: %s, and what follows in revision %s is not undone when it fails"
                .formatted(
                    commit ? "COMMIT" : "ROLLBACK",
                    commit
                        ? "what came before stays, also where the revision fails"
                        : "what came before is lost, also what earlier revisions did in it",
                    Wording.code(deed.revision())),
            "put what must run outside a transaction into `with"
                + " op.get_context().autocommit_block():`");
  }
}
