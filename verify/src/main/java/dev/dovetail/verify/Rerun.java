package dev.dovetail.verify;

import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.compare.SchemaDifference.Measure;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.ReplayFault;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.verify.run.Ran;
import java.util.List;
import java.util.Optional;

/** Runs a migration on its own result, as if it had stopped half-way and were started again. */
final class Rerun {

  private Rerun() {}

  /**
   * @param stood what was written down as applied before it
   */
  static Optional<Finding> of(
      Site site, Database database, Revision revision, Optional<Versions> stood, Schema after)
      throws ServerException {
    Optional<Versions> stands = Versions.in(database);
    if (stands.isEmpty()) {
      return Optional.empty();
    }
    List<String> before = stood.map(Versions::heads).orElse(List.of());
    stands.get().with(before).restore(database);
    Ran again = site.upgrade(database, revision.id());
    if (!again.worked()) {
      stands.get().restore(database);
    }
    List<SchemaDifference> differences =
        SchemaDifference.between(after, site.schema(database), Measure.SERVER);
    if (again.worked() && differences.isEmpty()) {
      return Optional.empty();
    }
    String what =
        again
            .failure()
            .map(failure -> "it fails with " + Words.refusal(failure))
            .orElseGet(() -> Words.some(differences));
    Origin at = again.failure().map(site::problem).map(p -> p.origin()).orElse(revision.origin());
    return Optional.of(
        FindingBuilder.of(ReplayFault.RERUN_FAILS, site.service(), at)
            .says(
                revision.id(),
                "revision `%s` guards its statements and still cannot be run twice: on its own result %s"
                    .formatted(revision.id(), what),
                "guard that statement too, or leave the guards out: the tool runs a migration"
                    + " once"));
  }
}
