package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drivers and models name a type; a type that moves is another type for them. */
final class TypeRenamedUnderRunningCode extends Described {

  TypeRenamedUnderRunningCode() {
    super(
        "type-renamed-under-running-code",
        Severity.WARNING,
        Category.MIGRATIONS,
        Start.OFF,
        "an enum type is renamed or moved while code that names it runs");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (List<Deed> deeds : Steps.up(facts).byRevision().values()) {
      for (Deed deed : deeds) {
        switch (deed.statement()) {
          case Statement.RenameType rename when !isDropped(deeds, rename.to()) ->
              finding(facts, deed, rename.type(), "is renamed to " + Wording.code(rename.to()))
                  .ifPresent(findings::add);
          case Statement.SetTypeSchema move ->
              finding(
                      facts,
                      deed,
                      move.type(),
                      "moves to the schema " + Wording.code(move.schema()))
                  .ifPresent(findings::add);
          default -> {}
        }
      }
    }
    return findings;
  }

  /** Renamed only to make room for the type that takes its place. */
  private static boolean isDropped(List<Deed> deeds, String name) {
    return Steps.any(
        deeds,
        Statement.DropType.class,
        drop -> drop.types().stream().anyMatch(type -> type.name().equals(name)));
  }

  private Optional<Finding> finding(ServiceFacts facts, Deed deed, Name type, String what) {
    return deed.before()
        .enumNamed(type)
        .map(found ->
            FindingBuilder.of(this, facts, deed.origin())
                .says(
                    deed.revision() + " " + found.name(),
                    "%s %s: code that still runs casts to the old name and fails with 42704"
                        .formatted(Wording.type(found), what),
                    "leave the name as it is, or stop the old code before the migration runs"));
  }
}
