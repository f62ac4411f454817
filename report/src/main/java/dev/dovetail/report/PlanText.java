package dev.dovetail.report;

import dev.dovetail.core.plan.Outcome;
import dev.dovetail.core.plan.Part;
import dev.dovetail.core.plan.Plan;
import dev.dovetail.core.plan.Rollback;
import dev.dovetail.core.plan.Step;
import dev.dovetail.core.plan.Story;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A plan for people: the steps, or the story of how it breaks; then what to know besides. */
final class PlanText {

  private static final int MOST_STORIES = 4;

  private final Map<String, List<String>> owners;
  private final Paint paint;
  private final StringBuilder out = new StringBuilder();

  private PlanText(Map<String, List<String>> owners, Paint paint) {
    this.owners = owners;
    this.paint = paint;
  }

  static String write(Plan plan, SortedMap<String, List<String>> owners, boolean coloured) {
    PlanText text = new PlanText(owners, coloured ? Paint.COLOURED : Paint.PLAIN);
    text.write(plan);
    return text.out.toString();
  }

  private void write(Plan plan) {
    line(0, paint.strong(safe("from %s to %s".formatted(plan.from(), plan.to()))));
    line(0, "");
    if (plan.parts().isEmpty()) {
      line(0, "nothing changes in enums, their types or their rows: any order will do");
      line(0, "");
    }
    plan.parts().forEach(this::part);
    if (!plan.quiet().isEmpty()) {
      line(
          0,
          safe(
              "no enum changes in %s: deploy at any time after its migrations"
                  .formatted(String.join(", ", plan.quiet()))));
    }
    plan.notes().forEach(note -> line(0, safe("note: " + note)));
    plan.doubts().forEach(doubt -> line(0, safe("not known: " + doubt)));
    line(0, paint.strong(verdict(plan)));
  }

  static String verdict(Plan plan) {
    return switch (plan.verdict()) {
      case SAFE -> "there is a safe order";
      case DETOUR -> "no order is safe as it stands; with more releases there is one";
      case NONE -> "no order is safe";
      case UNKNOWN -> "not known for certain: see what is not known above";
    };
  }

  private void part(Part part) {
    PlanWords gone = PlanWords.ofGone(part);
    switch (part.asItStands()) {
      case Outcome.Safe safe -> line(0, paint.good("safe in this order") + states(safe.states()));
      case Outcome.None none -> none(part, none);
      case Outcome.GaveUp gaveUp ->
          line(0, safe("not known whether an order is safe: " + gaveUp.reason()));
    }
    part.detour()
        .ifPresent(detour -> {
          line(0, "");
          line(0, paint.good(detour(detour)));
          detour
              .left()
              .forEach(left ->
                  line(
                      1,
                      safe(
                          left
                              + " stays in the type, unused: taking it away needs a type made"
                              + " anew")));
        });
    part.steps()
        .ifPresent(steps -> {
          for (int i = 0; i < steps.size(); i++) {
            step(i + 1, steps.get(i), gone);
          }
        });
    for (Rollback rollback : part.rollbacks()) {
      line(1, safe("rollback: " + gone.rollback(rollback)));
    }
    line(0, "");
  }

  static String detour(Part.Detour detour) {
    long releases =
        detour.steps().stream()
            .filter(Step.Deploy.class::isInstance)
            .map(Step.Deploy.class::cast)
            .filter(deploy ->
                deploy.to() < detour.rollout().parties().get(deploy.party()).versions().size() - 1)
            .count();
    String more = releases == 1 ? "one more release" : releases + " more releases";
    return "safe by expand and contract, with %s%s"
        .formatted(
            more,
            detour.split() ? ", and a migration that only adds instead of the given ones" : "");
  }

  private static String states(int states) {
    return states == 1 ? "" : " (the shortest; %d states looked at)".formatted(states);
  }

  private void none(Part part, Outcome.None none) {
    PlanWords given = PlanWords.ofGiven(part);
    Story first = none.stories().getFirst();
    line(0, paint.strong("no order is safe as it stands; it breaks soonest so:"));
    given.story(first).forEach(step -> line(1, safe(step)));
    line(2, safe(given.sentence(first)));
    List<Story> others = none.stories().subList(1, none.stories().size());
    if (!others.isEmpty()) {
      line(1, "and every other order meets one of these:");
    }
    for (Story story : others.subList(0, Math.min(MOST_STORIES, others.size()))) {
      String when =
          story.steps().size() > 1
              ? " (after: %s)"
                  .formatted(
                      String.join(
                          "; ",
                          story.steps().subList(0, story.steps().size() - 1).stream()
                              .map(given::title)
                              .toList()))
              : "";
      line(2, safe(given.begun(story.steps().getLast()) + when));
      line(3, safe(given.sentence(story)));
    }
    if (others.size() > MOST_STORIES) {
      line(2, "and %d more".formatted(others.size() - MOST_STORIES));
    }
    line(
        1,
        "proven: nothing else can be done in any of the %s that can be reached safely"
            .formatted(none.states() == 1 ? "one state" : none.states() + " states"));
    if (part.hopeless()) {
      line(
          1,
          "nor do more releases help, with migrations that only add: what is in the way has to"
              + " change");
    } else if (part.detour().isEmpty()) {
      line(1, "whether more releases would help is not known");
    }
  }

  private void step(int number, Step step, PlanWords words) {
    List<String> names = owners.getOrDefault(words.service(step), List.of());
    String whose = names.isEmpty() ? "" : "  " + String.join(" ", names);
    line(1, paint.strong(safe("%d. %s".formatted(number, words.title(step)))) + safe(whose));
    words.details(step).forEach(detail -> line(3, safe(detail)));
    words.command(step).ifPresent(command -> line(3, safe("run: " + command)));
    words.locks(step).forEach(lock -> line(3, safe("locks: " + lock)));
    words.afterwards(step).ifPresent(then -> line(3, safe("then: " + then)));
    line(3, safe("watch: " + words.watch(step)));
  }

  private static String safe(String text) {
    return Printable.of(text);
  }

  private void line(int depth, String text) {
    out.append(text.isEmpty() ? "" : "  ".repeat(depth)).append(text).append('\n');
  }
}
