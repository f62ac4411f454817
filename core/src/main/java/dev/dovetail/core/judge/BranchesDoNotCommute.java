package dev.dovetail.core.judge;

import dev.dovetail.core.statement.Statement;
import java.util.List;
import java.util.Optional;

/** Two branches change one enum, and which runs first decides what it is. */
final class BranchesDoNotCommute extends Described {

  BranchesDoNotCommute() {
    super(
        "branches-do-not-commute",
        Severity.WARNING,
        Category.HISTORY,
        Start.ON,
        "two branches change one enum, and their order decides its labels");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return EnumChanges.onBranchesBesideEachOther(facts).stream()
        .flatMap(pair -> finding(facts, pair.type(), pair.earlier(), pair.later()).stream())
        .toList();
  }

  private Optional<Finding> finding(
      ServiceFacts facts, String type, EnumChanges.Change earlier, EnumChanges.Change later) {
    return consequence(earlier, later)
        .map(consequence ->
            FindingBuilder.of(this, facts, later.deed().origin())
                .weighing(isOrder(earlier, later) ? Severity.INFO : Severity.WARNING)
                .also(earlier.deed().origin(), "the other branch changes it here")
                .says(
                    "%s %s %s".formatted(type, earlier.deed().revision(), later.deed().revision()),
                    "revisions %s and %s change %s on branches beside each other: %s"
                        .formatted(
                            Wording.code(earlier.deed().revision()),
                            Wording.code(later.deed().revision()),
                            Wording.code(type),
                            consequence),
                    "let one follow the other: make the earlier one `down_revision` of the later"));
  }

  private static boolean isOrder(EnumChanges.Change earlier, EnumChanges.Change later) {
    return earlier instanceof EnumChanges.Change.Added && later instanceof EnumChanges.Change.Added;
  }

  private static Optional<String> consequence(
      EnumChanges.Change earlier, EnumChanges.Change later) {
    return switch (earlier) {
      case EnumChanges.Change.Added one ->
          switch (later) {
            case EnumChanges.Change.Added other ->
                one.position().equals(other.position()) && !one.label().equals(other.label())
                    ? Optional.of(
                        "whichever runs first decides the order of %s and %s"
                            .formatted(Wording.code(one.label()), Wording.code(other.label())))
                    : Optional.empty();
            case EnumChanges.Change.Recreated other ->
                other.labels().contains(one.label())
                    ? Optional.empty()
                    : Optional.of(
                        "%s is lost when it is added before the type is created anew, and stays when it is added after"
                            .formatted(Wording.code(one.label())));
            case EnumChanges.Change.Renamed other -> beside(one, other);
          };
      case EnumChanges.Change.Renamed one ->
          switch (later) {
            case EnumChanges.Change.Added other -> beside(other, one);
            case EnumChanges.Change.Recreated other -> anew(one, other);
            // The second is refused, which is told of it already.
            case EnumChanges.Change.Renamed other -> Optional.empty();
          };
      case EnumChanges.Change.Recreated one ->
          switch (later) {
            case EnumChanges.Change.Added other ->
                one.labels().contains(other.label())
                    ? Optional.empty()
                    : Optional.of(
                        "%s stays when it is added after the type is created anew, and is lost when it is added before"
                            .formatted(Wording.code(other.label())));
            case EnumChanges.Change.Recreated other ->
                one.labels().equals(other.labels())
                    ? Optional.empty()
                    : Optional.of("whichever runs last decides its labels");
            case EnumChanges.Change.Renamed other -> anew(other, one);
          };
    };
  }

  /** A place beside a label is not found once that label has another name. */
  private static Optional<String> beside(
      EnumChanges.Change.Added added, EnumChanges.Change.Renamed renamed) {
    Optional<String> place =
        switch (added.position()) {
          case Statement.Position.Last last -> Optional.empty();
          case Statement.Position.Before before -> Optional.of(before.label());
          case Statement.Position.After after -> Optional.of(after.label());
        };
    return place
        .filter(renamed.from()::equals)
        .map(label ->
            "%s is added beside %s, which is refused once that is renamed to %s"
                .formatted(
                    Wording.code(added.label()), Wording.code(label), Wording.code(renamed.to())));
  }

  private static Optional<String> anew(
      EnumChanges.Change.Renamed renamed, EnumChanges.Change.Recreated anew) {
    return anew.labels().contains(renamed.from()) && !anew.labels().contains(renamed.to())
        ? Optional.of(
            "%s is %s again when the type is created anew after it was renamed, and stays when it is renamed after"
                .formatted(Wording.code(renamed.to()), Wording.code(renamed.from())))
        : Optional.empty();
  }
}
