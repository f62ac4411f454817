package dev.dovetail.report;

import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.timeline.Contribution;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A survey as one page that needs nothing beside itself. All of it is markup; the script only
 * searches, filters and opens. Its policy admits our style and our script, by their digests, and
 * nothing else.
 */
final class Page {

  /** Stands in the first lines of a page, so that a page, and no other file, is written anew. */
  static final String SIGNATURE = "content=\"Dovetail";

  private final Html html = new Html();
  private final Survey survey;
  private final Look look;
  private final Map<String, List<EnumRow>> rows;
  private final PageEnums enums;

  private Page(Survey survey, Look look) {
    this.survey = survey;
    this.look = look;
    this.rows = EnumRow.of(survey);
    this.enums = new PageEnums(html, rows);
  }

  static String write(Survey survey, Look look) {
    return new Page(survey, look).write();
  }

  private String write() {
    html.verbatim("<!doctype html>\n").open("html", "lang", "en").line();
    head();
    html.open("body").line();
    html.element("a", "To the enums", "class", "skip", "href", "#enums").line();
    masthead();
    toolbar();
    html.open("main").line();
    section("services", "Services", "Each mark is an enum that a service stores.", this::board);
    section("enums", "Enums", "", this::enums);
    if (!survey.report().findings().isEmpty()) {
      section("findings", "Findings", "", this::findings);
    }
    survey
        .plan()
        .ifPresent(plan ->
            section(
                "plan", "Rollout", PagePlan.lead(plan), () -> new PagePlan(html, plan).write()));
    survey
        .timeline()
        .ifPresent(timeline ->
            section(
                "history",
                "History",
                "",
                () -> new PageHistory(html, rows, survey.commit()).write(timeline)));
    if (services().stream().anyMatch(service -> service.told().isPresent())) {
      section(
          "migrations",
          "Migrations",
          "The newest on top. One-way: its downgrade undoes nothing, or fails.",
          () -> new PageMigrations(html, survey).write(services()));
    }
    if (PageConventions.isNeeded(services())) {
      section(
          "conventions",
          "Conventions",
          "What services have agreed on for tables that they share.",
          () -> new PageConventions(html).write(services()));
    }
    html.close().line();
    footer();
    html.open("script").verbatim(script()).close().close(2).line();
    return html.toString();
  }

  private List<ServiceFacts> services() {
    return survey.report().services();
  }

  private void head() {
    html.open("head").line();
    html.single("meta", "charset", "utf-8").line();
    html.single(
            "meta",
            "http-equiv",
            "Content-Security-Policy",
            "content",
            "default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'"
                .formatted(digest(style()), digest(script())))
        .line();
    html.single("meta", "name", "generator", "content", "Dovetail " + look.version()).line();
    html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .line();
    html.single("meta", "name", "color-scheme", "content", "light dark").line();
    html.element("title", survey.name() + " \u00b7 Dovetail").line();
    html.open("style").verbatim(style()).close().line();
    html.close().line();
  }

  private void masthead() {
    Report report = survey.report();
    Map<Verdict, Integer> counts = enums.counts();
    int refused = counts.getOrDefault(Verdict.DRIFT, 0);
    int unmade = counts.getOrDefault(Verdict.MISSING_TYPE, 0);
    int all = counts.values().stream().mapToInt(it -> it).sum();
    html.open("header", "class", "masthead").line();
    html.element("p", "Enums of the code, its migrations and its databases", "class", "eyebrow");
    html.element("h1", survey.name());
    html.open("p", "class", refused + unmade > 0 ? "verdict-line parted" : "verdict-line");
    html.text(headline(refused, unmade, all)).close().line();
    html.open("dl", "class", "figures");
    figure(services().size(), "service", "services");
    figure(report.enums(), "enum", "enums");
    figure(report.count(Severity.ERROR), "error", "errors");
    figure(report.count(Severity.WARNING), "warning", "warnings");
    figure(report.steps(), "step of migrations read", "steps of migrations read");
    html.close().line();
    bar(counts);
    survey.commit().ifPresent(this::asOf);
    html.close().line();
  }

  private static String headline(int refused, int unmade, int all) {
    if (all == 0) {
      return "No service stores an enum.";
    }
    List<String> parts = new ArrayList<>();
    if (refused > 0) {
      parts.add(
          refused == 1
              ? "1 enum can write what its database refuses"
              : refused + " enums can write what their databases refuse");
    }
    if (unmade > 0) {
      parts.add(
          unmade == 1
              ? "1 has a type that no migration makes"
              : unmade + " have types that no migration makes");
    }
    return parts.isEmpty()
        ? "No enum of the code can write what its database refuses, as far as could be told."
        : String.join(", ", parts) + ".";
  }

  private void asOf(Contribution commit) {
    html.open("p", "class", "asof").text("As of ");
    html.element("code", commit.shortId());
    html.text(" of %s, \u201c%s\u201d".formatted(TimelineWords.day(commit), commit.subject()));
    html.close().line();
  }

  private void figure(long number, String one, String many) {
    html.open("div")
        .element("dt", number == 1 ? one : many)
        .element("dd", String.valueOf(number))
        .close();
  }

  /** All enums as one bar, in proportion. */
  private void bar(Map<Verdict, Integer> counts) {
    int all = counts.values().stream().mapToInt(it -> it).sum();
    if (all == 0) {
      return;
    }
    List<String> parts = new ArrayList<>();
    counts.forEach((verdict, count) -> parts.add(count + " " + verdict.word()));
    html.open(
        "svg",
        "class",
        "bar",
        "viewBox",
        "0 0 1000 10",
        "preserveAspectRatio",
        "none",
        "role",
        "img",
        "aria-label",
        String.join(", ", parts));
    double x = 0;
    for (Map.Entry<Verdict, Integer> entry : counts.entrySet()) {
      double width = 1000.0 * entry.getValue() / all;
      html.empty(
          "rect",
          "class",
          "b-" + entry.getKey().word(),
          "x",
          Html.number(x),
          "y",
          "0",
          "width",
          Html.number(Math.max(1, width - 2)),
          "height",
          "10");
      x += width;
    }
    html.close().line();
    html.open("ul", "class", "legend");
    counts.forEach((verdict, count) -> {
      html.open("li").open("span", "class", "mark v-" + verdict.word(), "aria-hidden", "true");
      html.text(PageEnums.mark(verdict)).close();
      html.open("b").text(count + " " + verdict.word()).close();
      html.element("span", " " + PageEnums.meaning(verdict), "class", "means").close();
    });
    html.close().line();
  }

  /** What only the script can do is not shown without it. */
  private void toolbar() {
    html.open("nav", "class", "toolbar", "aria-label", "The page").line();
    html.open("ul", "class", "ways");
    way("services", "Services");
    way("enums", "Enums");
    way("findings", "Findings");
    way("plan", "Rollout");
    way("history", "History");
    way("migrations", "Migrations");
    way("conventions", "Conventions");
    html.close();
    html.open("div", "class", "tools", "hidden", "");
    html.open("label", "class", "search").element("span", "Search", "class", "hidden");
    html.single(
        "input",
        "type",
        "search",
        "id",
        "search",
        "placeholder",
        "Search an enum, label, service, rule \u2026",
        "autocomplete",
        "off",
        "spellcheck",
        "false");
    html.close().element("span", "", "id", "found", "role", "status", "aria-live", "polite");
    html.close(2).line();
  }

  private void way(String id, String title) {
    boolean there =
        switch (id) {
          case "findings" -> !survey.report().findings().isEmpty();
          case "plan" -> survey.plan().isPresent();
          case "history" -> survey.timeline().isPresent();
          case "migrations" -> services().stream().anyMatch(it -> it.told().isPresent());
          case "conventions" -> PageConventions.isNeeded(services());
          default -> true;
        };
    if (there) {
      html.open("li").element("a", title, "href", "#" + id).close();
    }
  }

  private void section(String id, String title, String lead, Runnable content) {
    html.open("section", "class", "part", "id", id, "aria-labelledby", id + "-title");
    html.element("h2", title, "id", id + "-title").line();
    if (!lead.isEmpty()) {
      html.element("p", lead, "class", "lead").line();
    }
    content.run();
    html.close().line();
  }

  private void board() {
    enums.board(services());
  }

  private void enums() {
    List<String> words = enums.counts().keySet().stream().map(Verdict::word).toList();
    filters("Verdicts", "enum", words);
    enums.list(services());
    html.element("p", "Nothing here meets the search.", "class", "nothing", "hidden", "").line();
  }

  private void findings() {
    List<String> words =
        survey.report().findings().stream()
            .map(Finding::severity)
            .distinct()
            .sorted()
            .map(Severity::word)
            .toList();
    filters("Severities", "finding", words);
    new PageFindings(html, look.tree())
        .write(
            survey.report().findings().stream()
                .sorted(Comparator.comparing(Finding::severity))
                .toList());
    html.element("p", "Nothing here meets the search.", "class", "nothing", "hidden", "").line();
  }

  /** Buttons that choose; none pressed means all. */
  private void filters(String title, String of, List<String> words) {
    if (words.size() < 2) {
      return;
    }
    html.open("div", "class", "filters", "role", "group", "aria-label", title, "hidden", "");
    for (String word : words) {
      html.element(
          "button", word, "type", "button", "aria-pressed", "false", "data-of", of, "data-v", word);
    }
    if (of.equals("enum")) {
      html.element("button", "open all", "type", "button", "class", "quiet", "data-all", "");
    }
    html.close().line();
  }

  private void footer() {
    html.open("footer").line();
    List<String> notes = new ArrayList<>(survey.notes());
    notes.addAll(survey.report().seen());
    if (!notes.isEmpty()) {
      html.element("h2", "What this page does not know").open("ul");
      notes.forEach(note -> html.open("li").prose(note).close());
      html.close().line();
    }
    html.open("p").text("Written by Dovetail " + look.version());
    html.text(". Migrations are what their files add up to; ");
    html.text("nothing of the repository was run");
    html.text(survey.replayed().isPresent() ? " but for the replay." : ".").close();
    html.close().line();
  }

  private static String style() {
    return resource("page.css");
  }

  private static String script() {
    return resource("page.js");
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(
          Optional.ofNullable(in).orElseThrow(() -> new IOException(name)).readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
