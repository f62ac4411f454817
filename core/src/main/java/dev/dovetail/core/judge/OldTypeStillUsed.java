package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A type makes room for another one of its name, and what nobody thought of stays with it. */
final class OldTypeStillUsed extends Described {

  OldTypeStillUsed() {
    super(
        "old-type-still-used",
        Severity.WARNING,
        Category.MIGRATIONS,
        Start.ON,
        "columns, domains or functions keep the old type when it is created anew");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    List<Deed> all = facts.told().map(told -> told.trail().up()).orElse(List.of());
    for (List<Deed> deeds : Steps.up(facts).byRevision().values()) {
      for (int i = 0; i < deeds.size(); i++) {
        Deed deed = deeds.get(i);
        if (deed.statement() instanceof Statement.RenameType rename
            && deed.before().enumNamed(rename.type()).isPresent()
            && isTakenOver(deeds.subList(i, deeds.size()), rename.type())
            && isUnderstood(all, deed)) {
          finding(facts, deed, rename).ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  private static boolean isTakenOver(List<Deed> rest, Name name) {
    return Steps.any(rest, Statement.CreateEnum.class, create -> Steps.same(create.type(), name))
        || Steps.any(rest, Statement.RenameType.class, other -> other.to().equals(name.name()));
  }

  /** What is refused, or not understood, was to see to the rest, perhaps. */
  private static boolean isUnderstood(List<Deed> all, Deed deed) {
    return all.stream()
        .dropWhile(later -> !isSame(later, deed))
        .noneMatch(later ->
            later.refused()
                || later.statement() instanceof Statement.Opaque
                || later.statement() instanceof Statement.DoBlock);
  }

  private static boolean isSame(Deed one, Deed other) {
    return one.revision().equals(other.revision()) && one.statement().equals(other.statement());
  }

  private Optional<Finding> finding(ServiceFacts facts, Deed deed, Statement.RenameType rename) {
    Optional<ObjectName> aside =
        deed.before()
            .typeNamed(rename.type())
            .map(old -> new ObjectName(old.schema(), rename.to()));
    List<String> users =
        aside
            .flatMap(old -> facts.told().map(told -> TypeUsers.of(told.schema(), old).all()))
            .orElse(List.of());
    return users.isEmpty()
        ? Optional.empty()
        : Optional.of(
            FindingBuilder.of(this, facts, deed.origin())
                .says(
                    deed.revision() + " " + rename.type(),
                    "%s is created anew, and %s with the old one, now %s: a label that is new is refused there (22P02), and comparing both types fails (42883)"
                        .formatted(
                            Wording.code(rename.type()),
                            Wording.list(users) + (users.size() == 1 ? " stays" : " stay"),
                            Wording.code(rename.to())),
                    "alter them in the same migration, and end it with `DROP TYPE %s`: the server refuses that (2BP01) as long as something was forgotten"
                        .formatted(rename.to())));
  }
}
