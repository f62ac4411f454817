package dev.dovetail.core.judge;

import dev.dovetail.core.declared.DeclaredColumn;
import dev.dovetail.core.declared.DeclaredColumn.Role;
import java.util.List;

/** The database has a clock of its own; two clocks differ. */
final class ServerManagedTimestampSet extends Described {

  ServerManagedTimestampSet() {
    super(
        "server-managed-timestamp-set",
        Severity.INFO,
        Category.USES,
        Start.OFF,
        "a timestamp that the database fills in is set by hand");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Clocks.of(facts).stream()
        .filter(given -> given.byHand() && isManaged(given.column()))
        .map(given ->
            FindingBuilder.of(this, facts, given.origin())
                .says(
                    given.shown(),
                    "%s is filled in by the database, and is set by hand here: rows then come from two clocks"
                        .formatted(Wording.code(given.shown())),
                    "leave it out"))
        .toList();
  }

  private static boolean isManaged(DeclaredColumn column) {
    return column.role().known().filter(Role.SERVER_MANAGED::equals).isPresent();
  }
}
