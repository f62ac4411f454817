package dev.dovetail.core.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Services and databases that depend on each other, and what came of looking for an order for them.
 *
 * @param asItStands with the versions and migrations that are given
 * @param detour where that has no safe order, a way that has one
 * @param hopeless whether more releases, and migrations that only add, were gone through to the end
 *     and do not help
 * @param rollbacks what bringing earlier versions back would meet, on the way that is to be gone
 */
public record Part(
    Rollout rollout,
    Outcome asItStands,
    Optional<Detour> detour,
    boolean hopeless,
    List<Rollback> rollbacks) {

  public Part {
    rollbacks = List.copyOf(rollbacks);
  }

  /**
   * Expand and contract.
   *
   * @param split whether the migrations have to be written anew, so that they only add
   * @param left labels that stay in their types then, unused; with the places
   */
  public record Detour(Rollout rollout, boolean split, List<Step> steps, List<String> left) {
    public Detour {
      steps = List.copyOf(steps);
      left = List.copyOf(left);
    }
  }

  /** The steps to take, if there are any. */
  public Optional<List<Step>> steps() {
    return asItStands instanceof Outcome.Safe safe
        ? Optional.of(safe.steps())
        : detour.map(Detour::steps);
  }

  /** What the steps are about. */
  public Rollout gone() {
    return detour.map(Detour::rollout).orElse(rollout);
  }

  static Part of(Rollout rollout) {
    Outcome given = Search.of(rollout);
    if (given instanceof Outcome.Safe safe) {
      return new Part(rollout, given, Optional.empty(), false, Rollback.of(rollout, safe.steps()));
    }
    Rollout released = Detours.withReleases(rollout);
    Outcome more = Search.of(released);
    if (more instanceof Outcome.Safe safe) {
      return new Part(rollout, given, new Detour(released, false, safe.steps(), List.of()));
    }
    if (!Detours.canSplit(rollout)) {
      return new Part(rollout, given, Optional.empty(), false, List.of());
    }
    Rollout split = Detours.split(released);
    Outcome anew = Search.of(split);
    if (anew instanceof Outcome.Safe safe) {
      return new Part(rollout, given, new Detour(split, true, safe.steps(), left(rollout)));
    }
    boolean hopeless = more instanceof Outcome.None && anew instanceof Outcome.None;
    return new Part(rollout, given, Optional.empty(), hopeless, List.of());
  }

  private Part(Rollout rollout, Outcome given, Detour detour) {
    this(rollout, given, Optional.of(detour), false, Rollback.of(detour.rollout(), detour.steps()));
  }

  private static List<String> left(Rollout rollout) {
    List<String> left = new ArrayList<>();
    for (Place place : rollout.places()) {
      Detours.left(place).forEach(label -> left.add("`%s` in %s".formatted(label, place.name())));
    }
    return left;
  }
}
