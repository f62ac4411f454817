package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a block commits stays when a later statement of the revision fails, and the revision runs
 * again.
 */
final class AutocommitBlockLeavesHalf extends Described {

  AutocommitBlockLeavesHalf() {
    super(
        "autocommit-block-leaves-half",
        Severity.INFO,
        Category.MIGRATIONS,
        Start.OFF,
        "a revision with an autocommit_block cannot be run again when it fails half way");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    if (Wording.ofSqlFiles(facts)) {
      return findings;
    }
    for (List<Deed> all : Steps.up(facts).byRevision().values()) {
      List<Deed> deeds =
          all.stream().filter(deed -> Steps.changesSchema(deed.statement())).toList();
      Optional<Deed> block =
          deeds.stream().filter(deed -> !deed.before().inTransaction()).findFirst();
      boolean mixed = deeds.stream().anyMatch(deed -> deed.before().inTransaction());
      Optional<Deed> stuck = block.filter(any -> mixed).flatMap(first -> notAgain(deeds));
      stuck.ifPresent(deed -> findings.add(finding(facts, block.orElseThrow(), deed)));
    }
    return findings;
  }

  /** The first statement, kept by a commit, that a second run would be refused. */
  private static Optional<Deed> notAgain(List<Deed> deeds) {
    int last = 0;
    for (int i = 0; i < deeds.size(); i++) {
      if (!deeds.get(i).before().inTransaction()) {
        last = i;
      }
    }
    List<Deed> kept = deeds.subList(0, Math.min(last + 1, deeds.size() - 1));
    return kept.stream().filter(deed -> !isRepeatable(deed.statement())).findFirst();
  }

  private static boolean isRepeatable(Statement statement) {
    return switch (statement) {
      case Statement.AddValue add -> add.ifNotExists();
      case Statement.CreateTable create -> create.ifNotExists();
      case Statement.CreateIndex create -> create.ifNotExists();
      case Statement.DropIndex drop -> drop.ifExists();
      case Statement.DropType drop -> drop.ifExists();
      case Statement.DropTable drop -> drop.ifExists();
      case Statement.CreateEnum create -> false;
      case Statement.RenameValue rename -> false;
      case Statement.AlterTable alter ->
          alter.changes().stream().noneMatch(TableChange.AddColumn.class::isInstance);
      default -> true;
    };
  }

  private Finding finding(ServiceFacts facts, Deed block, Deed stuck) {
    return FindingBuilder.of(this, facts, block.origin())
        .also(stuck.origin(), "this is kept, and refused the second time")
        .says(
            block.revision(),
            "the autocommit_block commits part of revision %s: when a later statement fails, that part stays, and the next run is refused"
                .formatted(Wording.code(block.revision())),
            "give the block a revision of its own, or write its statements with IF NOT EXISTS");
  }
}
