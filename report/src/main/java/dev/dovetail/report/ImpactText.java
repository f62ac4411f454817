package dev.dovetail.report;

import dev.dovetail.core.impact.Impact;
import dev.dovetail.core.impact.Live;
import dev.dovetail.core.impact.Reader;
import dev.dovetail.core.impact.Touch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An impact for people: what is touched, service by service; then who would fail. */
final class ImpactText {

  /** Of one heading; the other forms have all. */
  private static final int MOST = 60;

  private final Paint paint;
  private final StringBuilder out = new StringBuilder();

  private ImpactText(Paint paint) {
    this.paint = paint;
  }

  static String write(Impact impact, boolean coloured) {
    ImpactText text = new ImpactText(coloured ? Paint.COLOURED : Paint.PLAIN);
    for (Map.Entry<String, List<Touch>> group : ImpactWords.groups(impact).entrySet()) {
      text.heading(group.getKey());
      text.touches(group.getValue());
    }
    text.live(impact);
    text.readers(impact.readers());
    impact
        .change()
        .ifPresent(change -> {
          text.heading(ImpactWords.heading(change));
          int number = 1;
          for (String effect : impact.effects()) {
            text.line("  %d. %s".formatted(number++, plain(effect)));
          }
          text.line("");
        });
    impact.notes().forEach(note -> text.line(plain(note)));
    text.line("%s: %s".formatted(Printable.of(impact.name()), plain(ImpactWords.summary(impact))));
    return text.out.toString();
  }

  private void heading(String title) {
    line(paint.strong(plain(title)));
  }

  private void touches(List<Touch> touches) {
    List<List<String>> rows = new ArrayList<>();
    for (Touch touch : touches.subList(0, Math.min(MOST, touches.size()))) {
      rows.add(
          List.of(
              touch.kind().word() + (touch.test() ? " (test)" : ""),
              plain(touch.what()),
              Printable.of(PagePlace.whole(touch.at()).orElseGet(() -> Place.shown(touch.at())))));
    }
    print(rows);
    if (touches.size() > MOST) {
      line("  and %d more; --format json has all".formatted(touches.size() - MOST));
    }
    line("");
  }

  private void live(Impact impact) {
    if (impact.live().isEmpty()) {
      return;
    }
    heading(ImpactWords.LIVE);
    for (Live live : impact.live()) {
      line("  %s, %s".formatted(Printable.of(live.service()), Printable.of(live.database())));
      List<List<String>> rows = new ArrayList<>();
      switch (live.reading()) {
        case Live.Read read -> {
          read.columns()
              .forEach(column ->
                  rows.add(
                      List.of(
                          "  rows",
                          Printable.of(column.name()),
                          plain(ImpactWords.rows(impact, column)))));
          read.dependents()
              .forEach(dependent ->
                  rows.add(
                      List.of("  " + dependent.kind(), Printable.of(dependent.identity()), "")));
          if (rows.isEmpty()) {
            rows.add(List.of("  it has neither the type nor the column"));
          }
        }
        case Live.Unread unread ->
            rows.add(
                List.of(plain("  not read: %s; %s".formatted(unread.reason(), unread.help()))));
      }
      print(rows);
    }
    line("");
  }

  private void readers(List<Reader> readers) {
    if (readers.isEmpty()) {
      return;
    }
    heading("Who meets a label that it does not know");
    List<List<String>> rows = new ArrayList<>();
    for (Reader reader : readers.subList(0, Math.min(MOST, readers.size()))) {
      rows.add(
          List.of(
              reader.service().isEmpty() ? "-" : Printable.of(reader.service()),
              plain(reader.what()),
              plain(reader.does()),
              Printable.of(
                  PagePlace.whole(reader.at()).orElseGet(() -> Place.shown(reader.at())))));
    }
    print(rows);
    if (readers.size() > MOST) {
      line("  and %d more; --format json has all".formatted(readers.size() - MOST));
    }
    line("");
  }

  private void print(List<List<String>> rows) {
    Columns columns = new Columns(rows, Set.of());
    rows.forEach(row -> line("  " + columns.line(row)));
  }

  private static String plain(String text) {
    return Printable.of(text).replace("`", "");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
