package dev.dovetail.report;

import dev.dovetail.core.impact.Impact;
import dev.dovetail.core.impact.Live;
import dev.dovetail.core.impact.Reader;
import dev.dovetail.core.impact.Touch;
import java.util.List;
import java.util.Map;

/** An impact as a document: a list to go through before the change. */
final class ImpactMarkdown {

  private final StringBuilder out = new StringBuilder();

  private ImpactMarkdown() {}

  static String write(Impact impact) {
    ImpactMarkdown document = new ImpactMarkdown();
    document.line("# What a change of " + Markdown.code(impact.name()) + " touches", "");
    document.line(Markdown.prose(ImpactWords.summary(impact)) + ".");
    for (Map.Entry<String, List<Touch>> group : ImpactWords.groups(impact).entrySet()) {
      document.line("", "## " + Markdown.prose(group.getKey()), "");
      group.getValue().forEach(document::touch);
    }
    document.live(impact);
    if (!impact.readers().isEmpty()) {
      document.line("", "## Who meets a label that it does not know", "");
      impact.readers().forEach(document::reader);
    }
    impact
        .change()
        .ifPresent(change -> {
          document.line("", "## " + Markdown.prose(ImpactWords.heading(change)), "");
          impact.effects().forEach(effect -> document.line("1. " + Markdown.prose(effect)));
        });
    document.line("", "## What is not known", "");
    impact.notes().forEach(note -> document.line("* " + Markdown.prose(note)));
    return document.out.toString();
  }

  private void live(Impact impact) {
    if (impact.live().isEmpty()) {
      return;
    }
    line("", "## " + ImpactWords.LIVE, "");
    for (Live live : impact.live()) {
      String where = Markdown.prose(live.service()) + ", " + Markdown.code(live.database());
      switch (live.reading()) {
        case Live.Read read -> {
          read.columns()
              .forEach(column ->
                  line(
                      "- [ ] %s: rows of %s: %s"
                          .formatted(
                              where,
                              Markdown.code(column.name()),
                              Markdown.prose(ImpactWords.rows(impact, column)))));
          read.dependents()
              .forEach(dependent ->
                  line(
                      "- [ ] %s: %s %s"
                          .formatted(
                              where, dependent.kind(), Markdown.code(dependent.identity()))));
        }
        case Live.Unread unread ->
            line(
                "- [ ] %s: not read: %s; %s"
                    .formatted(
                        where, Markdown.prose(unread.reason()), Markdown.prose(unread.help())));
      }
    }
  }

  private void touch(Touch touch) {
    line(
        "- [ ] %s%s %s, at %s"
            .formatted(
                touch.kind().word(),
                touch.test() ? " (test)" : "",
                Markdown.prose(touch.what()),
                Markdown.code(
                    PagePlace.whole(touch.at()).orElseGet(() -> Place.shown(touch.at())))));
  }

  private void reader(Reader reader) {
    line(
        "* %s%s: %s, at %s"
            .formatted(
                reader.service().isEmpty() ? "" : Markdown.prose(reader.service()) + ", ",
                Markdown.prose(reader.what()),
                Markdown.prose(reader.does()),
                Markdown.code(
                    PagePlace.whole(reader.at()).orElseGet(() -> Place.shown(reader.at())))));
  }

  private void line(String... lines) {
    for (String one : lines) {
      out.append(one).append('\n');
    }
  }
}
