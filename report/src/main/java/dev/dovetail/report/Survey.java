package dev.dovetail.report;

import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.core.verified.VerificationReport;
import java.util.List;
import java.util.Optional;

/**
 * All that a page or a document tells of a repository.
 *
 * @param name what the repository is called
 * @param commit the last one; empty where there is no git
 * @param report code against migrations, and every finding
 * @param timeline how it came about; empty where that was not asked, or is not to be had
 * @param replayed what came of running the migrations, where that was asked
 * @param audited what live databases hold, where that was asked
 * @param plan how a change is to go out, where that was asked
 * @param notes what could not be told, a sentence each
 */
public record Survey(
    String name,
    Optional<Contribution> commit,
    Report report,
    Optional<Timeline> timeline,
    Optional<VerificationReport> replayed,
    Optional<AuditReport> audited,
    Optional<Planned> plan,
    List<String> notes) {

  public Survey {
    notes = List.copyOf(notes);
  }
}
