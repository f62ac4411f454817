package dev.dovetail.report;

import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The labels of an enum, all sides side by side. Those that every side has stand together in one
 * line, so that those that differ are seen.
 */
final class PageLabels {

  /** So few that agree stand for themselves. */
  private static final int FEW = 2;

  private final Html html;
  private final EnumRow row;
  private final List<Account> sides;
  private final List<Map<String, Origin>> places;
  private final Map<String, String> respelled = new HashMap<>();

  private PageLabels(Html html, EnumRow row) {
    this.html = html;
    this.row = row;
    this.sides =
        row.comparison().name().isPresent()
            ? row.accounts()
            : row.accounts().subList(1, row.accounts().size());
    this.places = sides.stream().map(Account::places).toList();
    for (Drift drift : row.comparison().drifts()) {
      if (drift instanceof Drift.Respelled(Label code, Label type, var any, var difference)) {
        respelled.put(code.text(), type.text());
        respelled.put(type.text(), code.text());
      }
    }
  }

  static void write(Html html, EnumRow row) {
    new PageLabels(html, row).write();
  }

  private void write() {
    List<String> labels = inOrder(sides);
    if (labels.isEmpty()) {
      return;
    }
    if (labels.stream().allMatch(this::isEverywhere)) {
      html.open("p", "class", "same");
      chips(labels);
      html.close().line();
      return;
    }
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region");
    html.open("table", "class", "labels");
    html.element("caption", "Labels of " + row.name() + ", side by side", "class", "hidden");
    html.open("thead").open("tr");
    html.element("th", "label", "scope", "col");
    for (Account side : sides) {
      html.open("th", "scope", "col").text(side.side() + " ");
      html.element("span", side.count(), "class", "n").close();
    }
    html.close(2).open("tbody").line();
    List<String> same = new ArrayList<>();
    for (String label : labels) {
      if (isEverywhere(label)) {
        same.add(label);
      } else {
        flush(same);
        differing(label);
      }
    }
    flush(same);
    html.close(3).line();
  }

  private void flush(List<String> same) {
    if (same.size() <= FEW) {
      same.forEach(this::agreeing);
    } else {
      html.open("tr", "class", "run").open("td");
      html.element("span", same.size() + " labels", "class", "runs").text(" ");
      chips(same);
      html.close();
      sides.forEach(side -> there());
      html.close().line();
    }
    same.clear();
  }

  private void chips(List<String> labels) {
    for (String label : labels) {
      html.element("code", label).text(" ");
    }
  }

  private void agreeing(String label) {
    html.open("tr").open("th", "scope", "row").element("code", label).close();
    sides.forEach(side -> there());
    html.close().line();
  }

  private void there() {
    html.open("td", "class", "yes").element("span", "\u2713", "aria-hidden", "true");
    html.element("span", "has it", "class", "hidden").close();
  }

  private void differing(String label) {
    html.open("tr", "class", "differs").open("th", "scope", "row").element("code", label);
    Optional.ofNullable(respelled.get(label))
        .ifPresent(other ->
            html.open("span", "class", "note")
                .text(" spelled ")
                .element("code", other)
                .text(" on the other side")
                .close());
    html.close();
    for (int i = 0; i < sides.size(); i++) {
      Optional<Origin> place = Optional.ofNullable(places.get(i).get(label));
      if (place.isPresent()) {
        html.open("td", "class", "yes").element("span", "\u2713", "aria-hidden", "true");
        html.element("span", "has it", "class", "hidden");
        PagePlace.of(place.get())
            .ifPresent(text -> html.text(" ").element("span", text, "class", "at"));
        html.close();
      } else {
        html.open("td", "class", "no").element("span", "\u2715", "aria-hidden", "true");
        html.text(sides.get(i).labels().isPresent() ? " not there" : " no type").close();
      }
    }
    html.close().line();
  }

  private boolean isEverywhere(String label) {
    return places.stream().allMatch(side -> side.containsKey(label));
  }

  /** The first side's order; what only others have follows what it follows there. */
  static List<String> inOrder(List<Account> sides) {
    Set<String> all = new LinkedHashSet<>(texts(sides.getFirst()));
    for (Account side : sides.subList(1, sides.size())) {
      all = merged(all, texts(side));
    }
    return List.copyOf(all);
  }

  private static Set<String> merged(Set<String> first, List<String> second) {
    Map<String, List<String>> after = new HashMap<>();
    List<String> leading = new ArrayList<>();
    List<String> following = leading;
    Set<String> seen = new HashSet<>();
    for (String label : second) {
      if (first.contains(label)) {
        following = after.computeIfAbsent(label, any -> new ArrayList<>());
      } else if (seen.add(label)) {
        following.add(label);
      }
    }
    Set<String> merged = new LinkedHashSet<>(leading);
    for (String label : first) {
      merged.add(label);
      merged.addAll(after.getOrDefault(label, List.of()));
    }
    return merged;
  }

  private static List<String> texts(Account account) {
    return account.labels().orElse(List.of()).stream().map(Label::text).toList();
  }
}
