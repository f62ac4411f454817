package dev.dovetail.report;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Finding.Related;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Origin.InFile;
import dev.dovetail.core.source.Tree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Findings with the lines that they speak of, and what to do. */
final class PageFindings {

  private static final int MOST_HELPS = 12;
  private static final int MOST_FILES = 6;

  /** So many errors are shown at once; the others are one click away. */
  private static final int OPEN = 12;

  private final Html html;
  private final PageExcerpt excerpt;
  private final Set<String> ids = new HashSet<>();
  private int opened;

  PageFindings(Html html, Tree tree) {
    this.html = html;
    this.excerpt = new PageExcerpt(html, tree);
  }

  void write(List<Finding> findings) {
    Group.of(findings).forEach(this::one);
  }

  private void one(Group group) {
    Finding first = group.first();
    boolean open = first.severity() == Severity.ERROR && opened++ < OPEN;
    String id = "f-" + first.fingerprint();
    String[] attributes = {
      "class",
      "finding sev-" + first.severity().word(),
      "id",
      ids.add(id) ? id : id + "-" + ids.size(),
      "data-v",
      first.severity().word(),
      "data-f",
      "",
      open ? "open" : "",
      "",
    };
    html.open("details", attributes);
    html.open("summary").element("span", first.severity().word(), "class", "sev");
    html.open("span", "class", "says").prose(group.message()).close();
    html.open("span", "class", "meta").element("code", first.rule());
    html.text(group.services().isEmpty() ? "" : " " + group.services()).close(2);
    html.line().open("div", "class", "body").line();
    places(group);
    helps(group.helps());
    html.close(2).line();
  }

  private void places(Group group) {
    Map<String, Map<InFile, String>> files = new LinkedHashMap<>();
    for (Finding finding : group.findings()) {
      add(files, finding.at(), "");
    }
    for (Finding finding : group.findings()) {
      for (Related other : finding.also()) {
        add(files, other.at(), other.message());
      }
    }
    int shown = 0;
    for (Map.Entry<String, Map<InFile, String>> file : files.entrySet()) {
      if (shown++ == MOST_FILES) {
        html.element(
            "p", "and in %d more files".formatted(files.size() - MOST_FILES), "class", "gap");
        break;
      }
      excerpt.show(file.getKey(), file.getValue());
    }
    if (files.isEmpty()) {
      html.element("p", Place.shown(group.first().at()), "class", "nowhere");
    }
  }

  private static void add(Map<String, Map<InFile, String>> files, Origin at, String label) {
    Place.of(at)
        .ifPresent(place ->
            files
                .computeIfAbsent(place.path(), path -> new LinkedHashMap<>())
                .merge(place, label, (one, other) -> one.isEmpty() ? other : one));
  }

  private void helps(List<String> helps) {
    if (helps.isEmpty()) {
      return;
    }
    html.open("div", "class", "help").element("h3", "What to do").open("ul");
    helps.stream().limit(MOST_HELPS).forEach(help -> html.open("li").prose(help).close());
    if (helps.size() > MOST_HELPS) {
      html.element("li", "and %d more of the kind".formatted(helps.size() - MOST_HELPS));
    }
    html.close(2).line();
  }
}
