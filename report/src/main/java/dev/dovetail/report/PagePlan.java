package dev.dovetail.report;

import dev.dovetail.core.plan.Outcome;
import dev.dovetail.core.plan.Part;
import dev.dovetail.core.plan.Plan;
import dev.dovetail.core.plan.Rollback;
import dev.dovetail.core.plan.Step;
import dev.dovetail.core.plan.Story;
import java.util.List;
import java.util.Locale;

/**
 * The rollout: its steps in their order, each with a box to tick, and the stories of what would go
 * wrong otherwise.
 */
final class PagePlan {

  /** Beyond these the others are counted: `dovetail plan` has them all. */
  private static final int MOST_STORIES = 4;

  private final Html html;
  private final Planned planned;
  private int boxes;

  PagePlan(Html html, Planned planned) {
    this.html = html;
    this.planned = planned;
  }

  static String lead(Planned planned) {
    return "From %s to %s: services, migrations and rows, while old and new run side by side."
        .formatted(planned.plan().from(), planned.plan().to());
  }

  void write() {
    Plan plan = planned.plan();
    html.open("p", "class", "order " + tone(plan.verdict()));
    html.text(capital(PlanText.verdict(plan)) + ".").close().line();
    if (plan.parts().isEmpty()) {
      html.element(
          "p",
          "Nothing changes in enums, their types or their rows: any order will do.",
          "class",
          "none");
    }
    plan.parts().forEach(this::part);
    if (!plan.quiet().isEmpty()) {
      html.open("p", "class", "none")
          .prose(
              "No enum changes in %s: deploy at any time after its migrations."
                  .formatted(code(plan.quiet())))
          .close()
          .line();
    }
    sentences("Note", plan.notes());
    sentences("Not known", plan.doubts());
  }

  private static String tone(Plan.Verdict verdict) {
    return switch (verdict) {
      case SAFE -> "safe";
      case DETOUR, UNKNOWN -> "careful";
      case NONE -> "broken";
    };
  }

  private void sentences(String what, List<String> sentences) {
    for (String sentence : sentences) {
      html.open("p", "class", "none").prose(what + ": " + sentence + ".").close().line();
    }
  }

  private void part(Part part) {
    html.open("article", "class", "rollout").line();
    switch (part.asItStands()) {
      case Outcome.Safe safe -> {}
      case Outcome.None none -> stories(part, none);
      case Outcome.GaveUp gaveUp ->
          html.open("p", "class", "none")
              .prose("It is not known whether an order is safe: " + gaveUp.reason())
              .close();
    }
    if (part.steps().isPresent()) {
      steps(part, part.steps().get());
    }
    html.close().line();
  }

  // ---- what breaks

  private void stories(Part part, Outcome.None none) {
    PlanWords words = PlanWords.ofGiven(part);
    html.element("h3", "How it breaks as it stands").line();
    for (Story story : none.stories().subList(0, Math.min(MOST_STORIES, none.stories().size()))) {
      story(words, story);
    }
    if (none.stories().size() > MOST_STORIES) {
      html.element(
          "p", "and %d more".formatted(none.stories().size() - MOST_STORIES), "class", "none");
    }
    html.open("p", "class", "proof")
        .text(
            "Proven: every order contains one of these. All %s that can be reached safely %s looked at.%s"
                .formatted(
                    PageWords.count(none.states(), "state"),
                    none.states() == 1 ? "was" : "were",
                    part.hopeless()
                        ? " More releases do not help, nor do migrations that only add."
                        : ""))
        .close()
        .line();
  }

  private void story(PlanWords words, Story story) {
    html.open("div", "class", "story").open("ol");
    for (int i = 0; i < story.steps().size(); i++) {
      Step step = story.steps().get(i);
      boolean last = i == story.steps().size() - 1;
      html.open("li", "class", "beat").prose(last ? words.begun(step) : words.title(step)).close();
    }
    html.close();
    html.open("p", "class", "breach");
    html.open("b").text("Then ").close();
    html.prose(words.sentence(story)).text(".").close(2).line();
  }

  // ---- what to do

  private void steps(Part part, List<Step> steps) {
    PlanWords words = PlanWords.ofGone(part);
    html.element("h3", part.detour().isPresent() ? "A way that is safe" : "Steps").line();
    part.detour()
        .ifPresent(detour ->
            html.element("p", capital(PlanText.detour(detour)) + ".", "class", "none").line());
    html.open("ol", "class", "steps").line();
    for (Step step : steps) {
      step(words, step);
    }
    html.close().line();
    if (!part.rollbacks().isEmpty()) {
      html.open("div", "class", "help").element("h3", "Should it have to go back").open("ul");
      for (Rollback rollback : part.rollbacks()) {
        html.open("li").prose(words.rollback(rollback)).close();
      }
      html.close(2).line();
    }
  }

  private void step(PlanWords words, Step step) {
    String service = words.service(step);
    String id = "step" + ++boxes;
    html.open("li", "class", "step s-" + PlanWords.action(step));
    html.open("div", "class", "do");
    html.single("input", "type", "checkbox", "id", id);
    html.open("label", "for", id).prose(words.title(step)).close();
    html.open("span", "class", "who");
    for (String owner : planned.ownersOf(service)) {
      html.element("span", owner, "class", "badge");
    }
    html.close(2);
    List<String> details = words.details(step);
    if (!details.isEmpty()) {
      html.open("ul", "class", "what-it-does");
      details.forEach(detail -> html.open("li").prose(detail).close());
      html.close();
    }
    html.open("dl");
    words
        .command(step)
        .ifPresent(
            command -> html.element("dt", "run").open("dd").element("code", command).close());
    words.locks(step).forEach(lock -> said("locks", lock));
    words.afterwards(step).ifPresent(then -> said("then", then));
    said("watch", words.watch(step));
    html.close(2).line();
  }

  private void said(String what, String prose) {
    html.element("dt", what).open("dd").prose(prose).close();
  }

  private static String code(List<String> names) {
    return String.join(", ", names.stream().map(name -> "`" + name + "`").toList());
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
