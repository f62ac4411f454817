package dev.dovetail.core.plan;

import dev.dovetail.core.audited.AuditedEnum;
import dev.dovetail.core.audited.Remedy;
import dev.dovetail.core.timeline.EnumTimeline;
import java.util.List;
import java.util.Optional;

/**
 * An enum that fails in production now: all that is known of it, for those who have to act.
 *
 * @param name of the enum or the type, as it was asked for
 * @param timelines how it came about; empty where git was not there to ask
 * @param unseen what could not be looked at, a sentence each
 */
public record Emergency(
    String name, List<Case> cases, List<EnumTimeline> timelines, List<String> unseen) {

  public Emergency {
    cases = List.copyOf(cases);
    timelines = List.copyOf(timelines);
    unseen = List.copyOf(unseen);
  }

  /**
   * One service that has it.
   *
   * @param database that was read; empty where none was
   * @param standing where that database stands in its history, in words
   * @param remedies the best first
   * @param tool that runs the service's migrations; empty where it has none
   */
  public record Case(
      String service,
      String path,
      List<String> owners,
      AuditedEnum found,
      Optional<String> database,
      Optional<String> standing,
      List<Remedy> remedies,
      Optional<String> tool) {
    public Case {
      owners = List.copyOf(owners);
      remedies = List.copyOf(remedies);
    }
  }
}
