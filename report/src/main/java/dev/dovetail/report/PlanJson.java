package dev.dovetail.report;

import dev.dovetail.core.plan.Breach;
import dev.dovetail.core.plan.Outcome;
import dev.dovetail.core.plan.Part;
import dev.dovetail.core.plan.Party;
import dev.dovetail.core.plan.Plan;
import dev.dovetail.core.plan.Rollback;
import dev.dovetail.core.plan.Step;
import dev.dovetail.core.plan.Story;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A plan for programs. */
final class PlanJson {

  private PlanJson() {}

  static String write(Plan plan, SortedMap<String, List<String>> owners) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("dovetail", 1);
    object.put("command", "plan");
    object.put("from", plan.from());
    object.put("to", plan.to());
    object.put("verdict", word(plan.verdict()));
    object.put("parts", plan.parts().stream().map(part -> part(part, owners)).toList());
    object.put("unchanged", plan.quiet());
    object.put("notes", plan.notes());
    object.put("not_known", plan.doubts());
    return Json.write(object);
  }

  private static String word(Plan.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> part(Part part, Map<String, List<String>> owners) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("verdict", word(Plan.verdict(part)));
    object.put("services", part.rollout().parties().stream().map(Party::service).toList());
    object.put("states", part.asItStands().states());
    object.put(
        "gave_up",
        part.asItStands() instanceof Outcome.GaveUp gaveUp
            ? Optional.of(gaveUp.reason())
            : Optional.empty());
    object.put("counterexamples", counterexamples(part));
    object.put(
        "detour",
        part.detour()
            .map(detour -> {
              Map<String, Object> way = new LinkedHashMap<>();
              way.put("new_migrations", detour.split());
              way.put("labels_left", detour.left());
              return way;
            }));
    object.put("hopeless", part.hopeless());
    PlanWords words = PlanWords.ofGone(part);
    object.put("steps", part.steps().map(steps -> steps(steps, words, owners)));
    object.put(
        "rollbacks", part.rollbacks().stream().map(rollback -> rollback(rollback, words)).toList());
    return object;
  }

  private static List<Object> counterexamples(Part part) {
    List<Object> all = new ArrayList<>();
    if (part.asItStands() instanceof Outcome.None none) {
      PlanWords words = PlanWords.ofGiven(part);
      for (Story story : none.stories()) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("steps", story.steps().stream().map(words::begun).toList());
        object.put("breach", breach(story.breach(), words.sentence(story)));
        all.add(object);
      }
    }
    return all;
  }

  private static Map<String, Object> breach(Breach breach, String sentence) {
    Map<String, Object> object = new LinkedHashMap<>();
    switch (breach) {
      case Breach.Refused refused -> {
        object.put("kind", "refused");
        object.put("version", refused.version());
        object.put("label", refused.label());
      }
      case Breach.Missing missing -> {
        object.put("kind", "missing");
        object.put("version", missing.version());
      }
      case Breach.Unread unread -> {
        object.put("kind", "unread");
        object.put("version", unread.version());
        object.put("label", unread.label());
      }
      case Breach.InTheWay way -> {
        object.put("kind", "rows-in-the-way");
        object.put("revision", way.revision());
        object.put("label", way.label());
      }
    }
    object.put("message", sentence);
    return object;
  }

  private static List<Object> steps(
      List<Step> steps, PlanWords words, Map<String, List<String>> owners) {
    List<Object> all = new ArrayList<>();
    for (Step step : steps) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("number", all.size() + 1);
      object.put("action", PlanWords.action(step));
      object.put("service", words.service(step));
      object.put("owners", owners.getOrDefault(words.service(step), List.of()));
      object.put("title", words.title(step));
      object.put("does", words.details(step));
      object.put("command", words.command(step));
      object.put("locks", words.locks(step));
      object.put("afterwards", words.afterwards(step));
      object.put("watch", words.watch(step));
      all.add(object);
    }
    return all;
  }

  private static Map<String, Object> rollback(Rollback rollback, PlanWords words) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("version", rollback.version());
    object.put("until_step", rollback.step() + 1);
    object.put("safe", rollback.story().isEmpty());
    object.put("message", words.rollback(rollback));
    return object;
  }
}
