package dev.dovetail.workspace;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.ChangeFault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * New files of numbered SQL that sort before one which is there: only names decide their order, and
 * databases that are further on cannot follow it.
 */
final class LowNumbers {

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private LowNumbers() {}

  /**
   * @param old the revisions that others have
   * @param commit where they have them
   */
  static List<Finding> judged(String service, List<Revision> old, Told told, String commit) {
    Optional<Revision> head =
        old.stream().filter(LowNumbers::isNumbered).max(Comparator.comparing(LowNumbers::number));
    if (!told.tool().equals("sql-folder") || head.isEmpty()) {
      return List.of();
    }
    Set<BigInteger> known =
        old.stream()
            .filter(LowNumbers::isNumbered)
            .map(LowNumbers::number)
            .collect(Collectors.toSet());
    return told.revisions().stream()
        .filter(LowNumbers::isNumbered)
        .filter(revision -> !known.contains(number(revision)))
        .filter(revision -> number(revision).compareTo(number(head.get())) < 0)
        .map(revision -> finding(service, revision, head.get(), commit))
        .toList();
  }

  private static boolean isNumbered(Revision revision) {
    return DIGITS.matcher(revision.id()).matches();
  }

  private static BigInteger number(Revision revision) {
    return new BigInteger(revision.id());
  }

  private static Finding finding(String service, Revision revision, Revision head, String commit) {
    return FindingBuilder.of(ChangeFault.MIGRATION_BELOW_HEAD, service, revision.origin())
        .says(
            revision.id(),
            "`%s` is new and sorts before `%s`, which `%s` has: a database that is there already never runs it, refuses it, or runs it after, as its tool likes"
                .formatted(revision.id(), head.id(), commit),
            "give it a number above `%s`".formatted(head.id()));
  }
}
