package dev.dovetail.report;

import static dev.dovetail.report.Html.number;

import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Parting;
import dev.dovetail.core.timeline.Turn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An enum through time, drawn: how many labels the code has, how many the type of the migrations
 * has, and between them those that the code could write and the database would have refused.
 */
final class TimelineChart {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 190;
  private static final int LEFT = 38;
  private static final int RIGHT = 12;
  private static final int TOP = 14;
  private static final int BOTTOM = 26;
  private static final int TICKS = 6;

  /** How things stood from an instant on. */
  private record Point(long at, Optional<Integer> code, Optional<Integer> type, int missing) {}

  private final Html html;
  private final String id;
  private final EnumTimeline timeline;
  private final List<Point> points = new ArrayList<>();
  private final long from;
  private final long to;
  private final int most;

  private TimelineChart(Html html, String id, EnumTimeline timeline, Optional<OffsetDateTime> now) {
    this.html = html;
    this.id = id;
    this.timeline = timeline;
    long latest = Long.MIN_VALUE;
    int highest = 1;
    for (Turn turn : timeline.turns()) {
      // Clocks of committers differ; the mainline's order is the order.
      latest = Math.max(latest, turn.contribution().date().toEpochSecond());
      Turn.Standing standing = turn.standing();
      points.add(
          new Point(latest, standing.code(), standing.database(), standing.missing().size()));
      highest =
          Math.max(highest, Math.max(standing.code().orElse(0), standing.database().orElse(0)));
    }
    from = points.getFirst().at();
    to = Math.max(latest, now.map(OffsetDateTime::toEpochSecond).orElse(latest));
    most = highest;
  }

  /**
   * Draws it, if there is any time to be seen in it.
   *
   * @param now until when it is drawn: the last commit's time
   */
  static void draw(Html html, String id, EnumTimeline timeline, Optional<OffsetDateTime> now) {
    if (!timeline.turns().isEmpty()) {
      TimelineChart chart = new TimelineChart(html, id, timeline, now);
      if (chart.from < chart.to) {
        chart.draw();
      }
    }
  }

  private void draw() {
    html.open(
        "svg",
        "class",
        "chart",
        "viewBox",
        "0 0 %d %d".formatted(WIDTH, HEIGHT),
        "role",
        "img",
        "aria-labelledby",
        id + "-title");
    html.element("title", title(), "id", id + "-title");
    grid();
    area();
    line("type", points.stream().map(Point::type).toList());
    line("code", points.stream().map(Point::code).toList());
    timeline.partings().forEach(this::ends);
    html.close().line();
  }

  private String title() {
    Point last = points.getLast();
    return "%s over time: the code has %s labels now, the migrations %s, and %d are missing there"
        .formatted(
            timeline.name().orElse(timeline.type()),
            TimelineWords.number(last.code()),
            TimelineWords.number(last.type()),
            last.missing());
  }

  private void grid() {
    int step = Math.max(1, (int) Math.ceil(most / 4.0));
    for (int labels = 0; labels <= most; labels += step) {
      String y = number(y(labels));
      html.empty(
          "line",
          "class",
          "grid",
          "x1",
          number(LEFT),
          "x2",
          number(WIDTH - RIGHT),
          "y1",
          y,
          "y2",
          y);
      html.element(
          "text",
          String.valueOf(labels),
          "class",
          "tick",
          "x",
          number(LEFT - 6),
          "y",
          number(y(labels) + 4),
          "text-anchor",
          "end");
    }
    ticks();
  }

  /** Days that are easily read: years, quarters, months, or the two ends. */
  private void ticks() {
    LocalDate first = day(from);
    LocalDate last = day(to);
    long months = ChronoUnit.MONTHS.between(first, last) + 1;
    long step = 1;
    for (long candidate : new long[] {1, 3, 6, 12, 24, 60, 120, 240}) {
      step = candidate;
      if (months / candidate <= TICKS) {
        break;
      }
    }
    DateTimeFormatter form =
        DateTimeFormatter.ofPattern(step < 12 ? "MMM yyyy" : "yyyy", Locale.ENGLISH);
    LocalDate tick = first.withDayOfMonth(1);
    if (step >= 12) {
      tick = tick.withMonth(1);
    }
    int drawn = 0;
    double before = Double.NEGATIVE_INFINITY;
    while (!tick.isAfter(last)) {
      long at = tick.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
      if (at >= from) {
        drawn++;
        before = tick(at, tick.format(form), before);
      }
      tick = tick.plusMonths(step);
    }
    if (drawn == 0) {
      DateTimeFormatter whole = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
      tick(from, first.format(whole), before);
    }
  }

  private double tick(long at, String text, double before) {
    double x = Math.min(Math.max(x(at), LEFT + 18), WIDTH - RIGHT - 22);
    if (x - before < 60) {
      return before;
    }
    html.element(
        "text",
        text,
        "class",
        "tick",
        "x",
        number(x),
        "y",
        number(HEIGHT - 8),
        "text-anchor",
        "middle");
    return x;
  }

  /** What the code had and the type had not, as the height below the code's line. */
  private void area() {
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      if (point.missing() > 0 && point.code().isPresent()) {
        int code = point.code().get();
        double right = x(end(i));
        double left = x(point.at());
        html.empty(
            "rect",
            "class",
            "drift",
            "x",
            number(left),
            "y",
            number(y(code)),
            "width",
            number(Math.max(1.5, right - left)),
            "height",
            number(y(code - point.missing()) - y(code)));
      }
    }
  }

  private void line(String side, List<Optional<Integer>> labels) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).isEmpty()) {
        drawing = false;
        continue;
      }
      String y = number(y(labels.get(i).get()));
      String left = number(x(points.get(i).at()));
      path.append(drawing ? 'L' : 'M').append(left).append(' ').append(y);
      path.append('H').append(number(x(end(i))));
      drawing = true;
    }
    if (!path.isEmpty()) {
      html.empty("path", "class", "line " + side, "d", path.toString());
    }
  }

  private void ends(Parting parting) {
    dot(parting.began(), "began");
    parting.ended().ifPresent(turn -> dot(turn, "ended"));
  }

  private void dot(Turn turn, String kind) {
    int labels = turn.standing().code().orElse(turn.standing().database().orElse(0));
    int place = timeline.turns().indexOf(turn);
    if (place < 0) {
      return;
    }
    html.open(
        "circle",
        "class",
        "dot " + kind,
        "cx",
        number(x(points.get(place).at())),
        "cy",
        number(y(labels)),
        "r",
        "4.5");
    html.element(
        "title",
        "%s %s, %s"
            .formatted(
                TimelineWords.day(turn.contribution()),
                turn.contribution().shortId(),
                turn.contribution().subject()));
    html.close();
  }

  private long end(int i) {
    return i + 1 < points.size() ? points.get(i + 1).at() : to;
  }

  private double x(long at) {
    return LEFT + (WIDTH - LEFT - RIGHT) * ((double) (at - from) / (to - from));
  }

  private double y(int labels) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * ((double) labels / most);
  }

  private static LocalDate day(long at) {
    return Instant.ofEpochSecond(at).atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
