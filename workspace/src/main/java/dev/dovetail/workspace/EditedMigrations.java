package dev.dovetail.workspace;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Deed;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.ChangeFault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Tree;
import dev.dovetail.core.statement.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Migrations that were there before a change, and whose way up is another one now: databases that
 * ran them do not run them again. Comments, form and the way down may change.
 */
final class EditedMigrations {

  /** Where something stands is no part of what it does. */
  private static final Pattern PLACE =
      Pattern.compile("InFile\\[path=.*?, span=Span\\[[^\\]]*\\]\\]", Pattern.DOTALL);

  private final Tree before;
  private final Tree now;
  private final String commit;

  /**
   * @param commit what the state before is called
   */
  EditedMigrations(Tree before, Tree now, String commit) {
    this.before = before;
    this.now = now;
    this.commit = commit;
  }

  /**
   * @param old the revisions of the service before
   * @param told its history now
   * @param toldBefore its history then; asked only where a file differs
   */
  List<Finding> judged(
      String service, List<Revision> old, Told told, Supplier<Optional<Told>> toldBefore) {
    List<Finding> findings = new ArrayList<>();
    for (Revision revision : old) {
      if (isSame(revision.file(), revision.file())) {
        continue;
      }
      List<Revision> still =
          told.revisions().stream().filter(it -> it.id().equals(revision.id())).toList();
      if (still.isEmpty()) {
        findings.add(removed(service, revision));
      } else if (still.size() == 1 && !isSame(revision.file(), still.getFirst().file())) {
        difference(revision, still.getFirst(), toldBefore.get(), told)
            .map(what -> edited(service, still.getFirst(), what))
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  private boolean isSame(String then, String today) {
    Optional<byte[]> old = before.read(then);
    Optional<byte[]> other = now.read(today);
    return old.isPresent() && other.isPresent() && Arrays.equals(old.get(), other.get());
  }

  /** What is another now, in words that follow "has". */
  private Optional<String> difference(
      Revision then, Revision today, Optional<Told> toldBefore, Told told) {
    if (!then.parents().equals(today.parents())) {
      return Optional.of("another parent");
    }
    if (!then.dependsOn().equals(today.dependsOn())) {
      return Optional.of("other dependencies");
    }
    List<Deed> old = toldBefore.map(it -> deeds(it, then)).orElse(List.of());
    List<Deed> fresh = deeds(told, today);
    boolean understood = understood(old) && understood(fresh);
    boolean same =
        understood
            ? old.stream()
                .map(EditedMigrations::bare)
                .toList()
                .equals(fresh.stream().map(EditedMigrations::bare).toList())
            : code(before, then.file()).equals(code(now, today.file()));
    return same ? Optional.empty() : Optional.of("another way up");
  }

  private static List<Deed> deeds(Told told, Revision revision) {
    return told.trail().up().stream()
        .filter(deed -> deed.revision().equals(revision.id()))
        .toList();
  }

  /** Of what is not understood, or not seen at all, the text is what can be compared. */
  private static boolean understood(List<Deed> deeds) {
    return !deeds.isEmpty()
        && deeds.stream()
            .map(deed -> deed.statement().toString())
            .noneMatch(text -> text.contains("Opaque[") || text.contains("Obscure["));
  }

  private static Object bare(Deed deed) {
    return switch (deed.statement()) {
      case Statement.CreateEnum create -> List.of(create.type(), create.labels());
      case Statement.DoBlock block -> PLACE.matcher(block.toString()).replaceAll("");
      case Statement other -> other;
    };
  }

  /** A file's lines, without those that are empty or comments. */
  private static List<String> code(Tree tree, String path) {
    String text =
        tree.read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("--"))
        .toList();
  }

  private Finding edited(String service, Revision revision, String what) {
    return FindingBuilder.of(ChangeFault.MIGRATION_EDITED_AFTER_MERGE, service, revision.origin())
        .says(
            revision.id(),
            "`%s` has %s than in `%s`: a database that ran it already never runs this"
                .formatted(revision.id(), what, commit),
            "leave it as it was, and write what is to be otherwise as a new migration");
  }

  private Finding removed(String service, Revision revision) {
    Origin at =
        revision.origin() instanceof Origin.InFile place
            ? new Origin.InCommit(commit, place)
            : revision.origin();
    return FindingBuilder.of(ChangeFault.MIGRATION_EDITED_AFTER_MERGE, service, at)
        .topic(
            "migrations of `%s` are gone: a database that ran one is at a revision that nobody knows"
                .formatted(commit))
        .says(
            revision.id() + " gone",
            "`%s`, which `%s` has, is gone: a database that ran it is at a revision that nobody knows"
                .formatted(revision.id(), commit),
            "keep it, and take back what it did in a new migration");
  }
}
