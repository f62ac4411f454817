package dev.dovetail.core.plan;

import java.util.List;

/**
 * In which order a change can go out, or why in none.
 *
 * @param from the commit that runs
 * @param to the commit that is to run
 * @param parts that do not depend on each other
 * @param quiet services of whose enums nothing changes
 * @param notes what is to be known besides, a sentence each
 * @param doubts what could not be known and might change the answer, a sentence each
 */
public record Plan(
    String from,
    String to,
    List<Part> parts,
    List<String> quiet,
    List<String> notes,
    List<String> doubts) {

  public Plan {
    parts = List.copyOf(parts);
    quiet = List.copyOf(quiet);
    notes = List.copyOf(notes);
    doubts = List.copyOf(doubts);
  }

  /** How it ends, the worst part counting. */
  public enum Verdict {
    SAFE,
    /** Not as it stands; with more releases, or with other migrations. */
    DETOUR,
    /** No order is safe, whatever is done. */
    NONE,
    /** It is not known. */
    UNKNOWN
  }

  static Plan of(String from, String to, Rollout rollout, List<String> quiet, Notes notes) {
    return new Plan(
        from,
        to,
        Components.of(rollout).stream().map(Part::of).toList(),
        quiet,
        notes.notes(),
        notes.doubts());
  }

  public Verdict verdict() {
    boolean none = parts.stream().anyMatch(part -> verdict(part) == Verdict.NONE);
    boolean unknown = parts.stream().anyMatch(part -> verdict(part) == Verdict.UNKNOWN);
    boolean detour = parts.stream().anyMatch(part -> verdict(part) == Verdict.DETOUR);
    return none
        ? Verdict.NONE
        : detour ? Verdict.DETOUR : unknown || !doubts.isEmpty() ? Verdict.UNKNOWN : Verdict.SAFE;
  }

  public static Verdict verdict(Part part) {
    return switch (part.asItStands()) {
      case Outcome.Safe safe -> Verdict.SAFE;
      case Outcome.None none -> part.detour().isPresent() ? Verdict.DETOUR : Verdict.NONE;
      case Outcome.GaveUp gaveUp -> Verdict.UNKNOWN;
    };
  }
}
