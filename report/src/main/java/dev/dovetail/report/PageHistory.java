package dev.dovetail.report;

import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Parting;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.core.timeline.Turn;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How each enum that was ever parted from its type came to be, those that still are first. */
final class PageHistory {

  /** Beyond these the others are counted: `dovetail history` has them all. */
  private static final int MOST_TURNS = 40;

  private final Html html;
  private final Optional<OffsetDateTime> now;
  private final Map<EnumTimeline, String> ids = new HashMap<>();

  PageHistory(Html html, Map<String, List<EnumRow>> rows, Optional<Contribution> tip) {
    this.html = html;
    this.now = tip.map(Contribution::date);
    rows.values()
        .forEach(own ->
            own.forEach(row -> row.timeline().ifPresent(it -> ids.putIfAbsent(it, row.id()))));
  }

  void write(Timeline timeline) {
    List<EnumTimeline> parted =
        timeline.enums().stream()
            .filter(it -> !it.partings().isEmpty())
            .sorted(Comparator.comparing(it -> it.open().isEmpty()))
            .toList();
    long open = parted.stream().filter(it -> it.open().isPresent()).count();
    html.open("p", "class", "lead")
        .text(
            "%s, %d of which changed what is read. Of %s, %d were parted at some time, and %d still are."
                .formatted(
                    PageWords.count(timeline.commits(), "commit"),
                    timeline.looked(),
                    PageWords.count(timeline.enums().size(), "enum"),
                    parted.size(),
                    open))
        .close();
    timeline.unseen().forEach(note -> html.open("p", "class", "unseen").prose(note).close());
    if (!parted.isEmpty() && timeline.commits() > 1) {
      html.open("p", "class", "legend", "aria-hidden", "true");
      key("code", "labels in the code");
      key("type", "labels in the migrations");
      key("drift", "in the code, and missing in the migrations");
      html.close().line();
    }
    int others = 0;
    for (EnumTimeline one : parted) {
      String id = Optional.ofNullable(ids.get(one)).orElse("past" + ++others);
      card(one, "t-" + id);
    }
  }

  private void key(String side, String text) {
    html.open("span", "class", "key").element("span", "", "class", "swatch " + side);
    html.text(text).close().text(" ");
  }

  private void card(EnumTimeline timeline, String id) {
    boolean open = timeline.open().isPresent();
    html.open("article", "class", open ? "past parted" : "past", "id", id, "data-f", "");
    html.open("h3").text(timeline.name().orElse(timeline.type())).text(" ");
    html.open("span", "class", "path").text(timeline.service() + " \u00b7 ");
    html.element("code", timeline.type()).close(2).line();
    TimelineChart.draw(html, id, timeline, now);
    for (Parting parting : timeline.partings()) {
      html.open("div", "class", "parting");
      html.open("p").open("b").text(sentence(TimelineWords.span(parting))).close(2);
      html.open("ul");
      TimelineWords.causes(parting).forEach(cause -> html.open("li").prose(cause).close());
      html.open("li").prose(TimelineWords.guards(parting)).close(3).line();
    }
    turns(timeline);
    html.close().line();
  }

  private void turns(EnumTimeline timeline) {
    List<Turn> told = timeline.turns().stream().filter(turn -> !turn.isQuiet()).toList();
    html.open("details", "class", "turns").element("summary", "Commit by commit");
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region");
    html.open("table").open("thead").open("tr");
    for (String head : List.of("day", "commit", "code", "migrations", "then", "what it did")) {
      html.element("th", head, "scope", "col");
    }
    html.close(2).open("tbody");
    told.stream().limit(MOST_TURNS).forEach(this::turn);
    html.close(3);
    int quiet = timeline.turns().size() - told.size();
    if (quiet > 0) {
      html.element(
          "p",
          PageWords.count(quiet, "commit") + " touched the file and changed no label",
          "class",
          "none");
    }
    if (told.size() > MOST_TURNS) {
      html.element("p", "and %d more commits".formatted(told.size() - MOST_TURNS), "class", "none");
    }
    html.close();
  }

  private void turn(Turn turn) {
    Contribution by = turn.contribution();
    html.open("tr").element("td", TimelineWords.day(by));
    html.open("td").element("code", by.shortId()).close();
    html.element("td", TimelineWords.number(turn.standing().code()));
    html.element("td", TimelineWords.number(turn.standing().database()));
    html.element("td", TimelineWords.standing(turn.standing()));
    html.open("td").prose(TimelineWords.did(turn)).text(TimelineWords.by(by)).close(2).line();
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
