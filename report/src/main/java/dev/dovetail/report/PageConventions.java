package dev.dovetail.report;

import dev.dovetail.core.convention.Conformity;
import dev.dovetail.core.convention.Convention;
import dev.dovetail.core.convention.Departure;
import dev.dovetail.core.judge.ServiceFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What services have agreed on, and who departs from it: a column for each of those. */
final class PageConventions {

  private static final int MOST_ROWS = 60;

  private final Html html;

  PageConventions(Html html) {
    this.html = html;
  }

  static boolean isNeeded(List<ServiceFacts> services) {
    return services.stream().anyMatch(service -> !service.conformities().isEmpty());
  }

  void write(List<ServiceFacts> services) {
    Map<Convention, List<Conformity>> byConvention = new LinkedHashMap<>();
    for (ServiceFacts service : services) {
      for (Conformity conformity : service.conformities()) {
        byConvention
            .computeIfAbsent(conformity.convention(), any -> new ArrayList<>())
            .add(conformity);
      }
    }
    byConvention.forEach(this::one);
  }

  private void one(Convention convention, List<Conformity> all) {
    List<Conformity> departing = all.stream().filter(it -> !it.departures().isEmpty()).toList();
    html.open("article", "class", departing.isEmpty() ? "convention" : "convention parted");
    html.open("h3").text(convention.title()).text(" ");
    html.element("span", String.join(", ", convention.tables()), "class", "path").close().line();
    html.open("ul", "class", "pills");
    for (Conformity conformity : all) {
      String kind = kind(conformity);
      html.open("li").open("span", "class", "pill v-" + kind);
      html.element("span", mark(kind), "class", "mark", "aria-hidden", "true");
      html.text(conformity.service());
      html.element("span", ": " + kind, "class", "hidden").close(2);
    }
    html.close().line();
    if (!departing.isEmpty()) {
      table(departing);
    }
    for (Conformity conformity : all) {
      for (String reason : conformity.unclear()) {
        html.open("p", "class", "none").text(conformity.service() + ": ").prose(reason).close();
      }
    }
    html.close().line();
  }

  private static String kind(Conformity conformity) {
    if (conformity.fits()) {
      return "agrees";
    }
    return conformity.departures().isEmpty() ? "unverifiable" : "drift";
  }

  private static String mark(String kind) {
    return kind.equals("agrees") ? "\u2713" : kind.equals("drift") ? "\u2260" : "?";
  }

  private void table(List<Conformity> departing) {
    Map<String, Map<String, Departure>> parts = new LinkedHashMap<>();
    for (Conformity conformity : departing) {
      for (Departure departure : conformity.departures()) {
        parts
            .computeIfAbsent(
                departure.table() + " " + departure.part(), any -> new LinkedHashMap<>())
            .putIfAbsent(conformity.service(), departure);
      }
    }
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region");
    html.open("table", "class", "beside").open("thead").open("tr");
    html.element("th", "part", "scope", "col").element("th", "as agreed", "scope", "col");
    departing.forEach(it -> html.element("th", it.service(), "scope", "col"));
    html.close(2).open("tbody").line();
    int rows = 0;
    for (Map.Entry<String, Map<String, Departure>> part : parts.entrySet()) {
      if (rows++ == MOST_ROWS) {
        break;
      }
      html.open("tr").open("th", "scope", "row").element("code", part.getKey()).close();
      Departure any = part.getValue().values().iterator().next();
      cell(any.wanted(), "");
      for (Conformity conformity : departing) {
        Optional<Departure> departure =
            Optional.ofNullable(part.getValue().get(conformity.service()));
        if (departure.isPresent()) {
          cell(departure.get().actual(), "no");
        } else {
          html.element("td", "as agreed", "class", "yes");
        }
      }
      html.close().line();
    }
    html.close(3);
    if (parts.size() > MOST_ROWS) {
      html.element("p", "and %d more".formatted(parts.size() - MOST_ROWS), "class", "none");
    }
  }

  private void cell(Optional<String> text, String kind) {
    html.open("td", kind.isEmpty() ? "" : "class", kind);
    if (text.isPresent()) {
      html.element("code", text.get());
    } else {
      html.text("not there");
    }
    html.close();
  }
}
