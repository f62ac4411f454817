package dev.dovetail.report;

import dev.dovetail.core.audited.AuditedEnum;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.EnumColumn.Persistence;
import dev.dovetail.core.judge.Criticality;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.schema.Schema.EnumType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Services and enums: the board with a mark for each enum, then each enum with its sides. What is
 * folded away is in the page, so that it is found, and printed.
 */
final class PageEnums {

  /** So many can be named on the board; of more there are only marks. */
  private static final int NAMED = 160;

  private final Html html;
  private final Map<String, List<EnumRow>> rows;

  PageEnums(Html html, Map<String, List<EnumRow>> rows) {
    this.html = html;
    this.rows = rows;
  }

  /** What an enum's verdict looks like. */
  static String mark(Verdict verdict) {
    return switch (verdict) {
      case AGREES -> "\u2713";
      case DRIFT -> "\u2260";
      case SUPERSET -> "+";
      case MISSING_TYPE -> "\u2205";
      case TEXT -> "T";
      case UNVERIFIABLE -> "?";
      case UNBOUND -> "\u00b7";
    };
  }

  static String meaning(Verdict verdict) {
    return switch (verdict) {
      case AGREES -> "the same labels on every side";
      case DRIFT -> "the code may write what the database refuses";
      case SUPERSET -> "the database admits more than the code knows";
      case MISSING_TYPE -> "no migration makes the type";
      case TEXT -> "kept as text or numbers: nothing refuses a label";
      case UNVERIFIABLE -> "it could not be told, and the reason is said";
      case UNBOUND -> "nothing says what belongs to it";
    };
  }

  Map<Verdict, Integer> counts() {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    rows.values().forEach(own -> own.forEach(row -> counts.merge(row.verdict(), 1, Integer::sum)));
    return counts;
  }

  /** A card for each service. */
  void board(List<ServiceFacts> services) {
    int all = rows.values().stream().mapToInt(List::size).sum();
    html.open("ul", "class", all > NAMED ? "board marks" : "board").line();
    int number = 1;
    for (ServiceFacts service : services) {
      List<EnumRow> own = rows.getOrDefault(service.name(), List.of());
      html.open("li", "class", "card" + (worst(own) ? " parted" : ""), "data-f", "");
      html.open("a", "class", "name", "href", "#s" + number++).text(service.name()).close();
      if (own.isEmpty()) {
        html.element("p", "stores no enum", "class", "none");
      } else if (all > NAMED) {
        html.open("p", "class", "tiles", "role", "img", "aria-label", summary(own));
        own.forEach(row ->
            html.element(
                "span",
                "",
                "class",
                "tile v-" + row.verdict().word(),
                "data-go",
                row.id(),
                "title",
                row.name() + ": " + row.words()));
        html.close();
      } else {
        html.open("ul", "class", "pills");
        own.forEach(this::pill);
        html.close();
      }
      html.element("p", about(service), "class", "about").close().line();
    }
    html.close().line();
  }

  private void pill(EnumRow row) {
    html.open("li");
    html.open(
        "a",
        "href",
        "#" + row.id(),
        "class",
        "pill v-" + row.verdict().word(),
        "title",
        row.words());
    html.element("span", mark(row.verdict()), "class", "mark", "aria-hidden", "true");
    html.text(row.name());
    html.element("span", ": " + row.words(), "class", "hidden").close(2);
  }

  private static boolean worst(List<EnumRow> own) {
    return own.stream()
        .anyMatch(row -> row.verdict() == Verdict.DRIFT || row.verdict() == Verdict.MISSING_TYPE);
  }

  private static String summary(List<EnumRow> own) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    own.forEach(row -> counts.merge(row.verdict(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((verdict, count) -> parts.add(count + " " + verdict.word()));
    return PageWords.count(own.size(), "enum") + ": " + String.join(", ", parts);
  }

  private static String about(ServiceFacts service) {
    List<String> parts = new ArrayList<>();
    service
        .critical()
        .filter(it -> it != Criticality.NONE)
        .ifPresent(it -> parts.add("critical: " + it.word()));
    if (service.told().isPresent()) {
      Told told = service.told().get();
      parts.add(told.tool() + ", " + PageWords.count(told.revisions().size(), "migration"));
      if (told.heads().size() > 1) {
        parts.add(told.heads().size() + " heads");
      }
    } else {
      parts.add("no migrations");
    }
    return String.join(" \u00b7 ", parts);
  }

  /** Every enum, under its service. */
  void list(List<ServiceFacts> services) {
    int number = 1;
    for (ServiceFacts service : services) {
      List<EnumRow> own = rows.getOrDefault(service.name(), List.of());
      html.open("section", "class", "service", "id", "s" + number, "aria-labelledby", "h" + number);
      html.open("h3", "id", "h" + number++).text(service.name()).text(" ");
      html.element("span", service.path().isEmpty() ? "." : service.path(), "class", "path");
      html.close().line();
      if (own.isEmpty()) {
        html.open("p", "class", "none");
        html.text(
            service.uses().isEmpty() ? "It stores no enum." : "It stores no enum; its code uses ");
        service.uses().stream().limit(20).forEach(name -> html.element("code", name).text(" "));
        html.close().line();
      }
      own.forEach(this::one);
      html.close().line();
    }
  }

  private void one(EnumRow row) {
    html.open(
        "details",
        "class",
        "enum v-" + row.verdict().word(),
        "id",
        row.id(),
        "data-v",
        row.verdict().word(),
        "data-f",
        "");
    html.open("summary");
    html.element("span", mark(row.verdict()), "class", "mark", "aria-hidden", "true");
    html.open("span", "class", "what");
    html.element("b", row.name()).text(" ");
    row.comparison()
        .column()
        .ifPresent(column -> html.element("code", column.toString(), "class", "column"));
    html.close().open("span", "class", "sides");
    for (Account account : row.accounts()) {
      html.open("span", "class", "side").element("b", account.count()).text(" " + account.side());
      html.close().text(" ");
    }
    html.close().element("span", row.words(), "class", "verdict");
    html.close().line().open("div", "class", "body").line();
    facts(row);
    PageLabels.write(html, row);
    html.close(2).line();
  }

  private void facts(EnumRow row) {
    Comparison comparison = row.comparison();
    html.open("dl");
    comparison.declared().ifPresent(declared -> fact("in the code", declared(declared)));
    comparison
        .source()
        .map(EnumColumn::origin)
        .flatMap(PagePlace::whole)
        .ifPresent(place -> fact("its column", "`" + place + "`"));
    comparison.typeName().ifPresent(type -> fact("its type", type(comparison, type)));
    comparison
        .source()
        .map(EnumColumn::persistence)
        .flatMap(PageEnums::stored)
        .ifPresent(text -> fact("stored", text));
    comparison
        .source()
        .flatMap(EnumColumn::serverDefault)
        .ifPresent(text -> fact("default", "`" + text + "`"));
    for (Drift drift : comparison.drifts()) {
      said(drift).ifPresent(text -> fact("note", text));
    }
    for (AuditedEnum database : row.databases()) {
      database.history().ifPresent(text -> fact("database", text));
      database.notes().forEach(text -> fact("database", text));
      database.remedies().stream()
          .limit(1)
          .forEach(remedy -> fact("best way out", remedy.what() + ": `" + remedy.next() + "`"));
    }
    if (row.timeline().filter(it -> !it.partings().isEmpty()).isPresent()) {
      html.open("dt").text("history").close().open("dd");
      html.element("a", "when they parted, and why", "href", "#t-" + row.id()).close();
    }
    html.close().line();
  }

  private void fact(String name, String text) {
    html.element("dt", name).open("dd").prose(text).close();
  }

  private static String declared(DeclaredEnum declared) {
    return "`%s(%s)` at `%s`"
        .formatted(
            declared.name(),
            String.join(", ", declared.bases()),
            PagePlace.whole(declared.origin()).orElse(declared.module()));
  }

  private static String type(Comparison comparison, String type) {
    return comparison
        .told()
        .map(EnumType::origin)
        .flatMap(PagePlace::whole)
        .map(place -> "`%s`, made at `%s`".formatted(type, place))
        .orElse("`" + type + "`");
  }

  private static Optional<String> stored(Persistence persistence) {
    return switch (persistence) {
      case Persistence.Names(String reason) -> Optional.of("the names of the members: " + reason);
      case Persistence.Values(String reason) -> Optional.of("the values of the members: " + reason);
      case Persistence.Literals() -> Optional.of("the words that stand at the column");
      case Persistence.Unknown(String reason) -> Optional.of("not known: " + reason);
    };
  }

  private static Optional<String> said(Drift drift) {
    return switch (drift) {
      case Drift.Missing missing -> Optional.empty();
      case Drift.Extra extra -> Optional.empty();
      case Drift.Respelled respelled -> Optional.empty();
      case Drift.NamesForValues names ->
          Optional.of(
              "the code stores names (%s), and the type holds the values of the same members"
                  .formatted(names.reason()));
      case Drift.OrderDiffers order ->
          Optional.of(
              "the order differs: where the code has `%s`, the type has `%s`"
                  .formatted(order.declared().text(), order.told().text()));
      case Drift.TypeMissing missing ->
          Optional.of(
              "no migration makes `%s`%s"
                  .formatted(
                      missing.type(),
                      missing
                          .columnType()
                          .map(type -> "; the column is `" + type + "`")
                          .orElse("")));
      case Drift.StoredAsText text ->
          Optional.of(
              "the column is `%s`%s: nothing in the database refuses a label"
                  .formatted(text.columnType(), text.asDeclared() ? ", as the code says" : ""));
      case Drift.Unverifiable unverifiable ->
          Optional.of("it cannot be told: " + unverifiable.reason());
      case Drift.Unbound unbound ->
          Optional.of(
              "no enum of the code belongs to the type"
                  + unbound
                      .candidate()
                      .map(it -> "; `" + it.name() + "` is most like it")
                      .orElse(""));
    };
  }
}
