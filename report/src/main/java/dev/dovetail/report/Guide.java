package dev.dovetail.report;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.EnumColumn.Persistence;
import dev.dovetail.core.declared.EnumColumn.Storage;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a team changes its enums, written for its repository: with its tools, its names and one of
 * its enums. Its patterns are the templates beside this class, which a test runs on a real server.
 */
public final class Guide {

  /** Stands in the first line. */
  public static final String SIGNATURE = "<!-- dovetail report --guide -->";

  private static final Pattern SNAKE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  private static final int MOST_PLACES = 5;

  private final List<ServiceFacts> services;
  private final StringBuilder out = new StringBuilder();

  private Guide(List<ServiceFacts> services) {
    this.services = services;
  }

  public static String write(String name, List<ServiceFacts> services) {
    Guide guide = new Guide(services);
    guide.line(SIGNATURE, "# How enums are changed in " + Markdown.prose(name), "");
    guide.line(
        "An enum lives twice: in the code, and as a type of each database that stores it. Change"
            + " one without the other, and the first row that is written or read with the new label"
            + " fails.");
    guide.here();
    guide.adding();
    guide.patterns();
    guide.heads();
    guide.never();
    guide.people();
    return guide.out.toString();
  }

  /** An enum, as a service stores it. */
  private record Stored(ServiceFacts service, Comparison comparison) {}

  private List<Stored> stored() {
    List<Stored> stored = new ArrayList<>();
    for (ServiceFacts service : services) {
      for (Comparison comparison : service.comparisons()) {
        if (comparison.name().isPresent() && comparison.source().isPresent()) {
          stored.add(new Stored(service, comparison));
        }
      }
    }
    return stored;
  }

  private void here() {
    List<Stored> stored = stored();
    line("", "## What is done here", "");
    Map<String, Integer> tools = new LinkedHashMap<>();
    services.forEach(service ->
        service.told().map(Told::tool).ifPresent(tool -> tools.merge(tool, 1, Integer::sum)));
    tools.forEach((tool, count) ->
        line("* migrations: %s in %s".formatted(tool, PageWords.count(count, "service"))));
    Map<String, Integer> files = new LinkedHashMap<>();
    for (Stored one : stored) {
      one.comparison()
          .declared()
          .map(DeclaredEnum::origin)
          .flatMap(Place::file)
          .ifPresent(file -> files.merge(file, 1, Integer::sum));
    }
    files.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_PLACES)
        .forEach(entry ->
            line(
                "* enums are declared in %s (%s)"
                    .formatted(
                        Markdown.code(entry.getKey()),
                        PageWords.count(entry.getValue(), "stored column"))));
    List<String> labels =
        stored.stream()
            .flatMap(one -> one.comparison().labels().stream())
            .map(Label::text)
            .distinct()
            .toList();
    long snake = labels.stream().filter(text -> SNAKE.matcher(text).matches()).count();
    if (!labels.isEmpty()) {
      line("* labels in `snake_case`: %d of %d".formatted(snake, labels.size()));
    }
    long values = count(stored, Persistence.Values.class);
    long names = count(stored, Persistence.Names.class);
    line(
        "* what is stored: the values of the members in %s, their names in %s"
            .formatted(PageWords.count(values, "column"), PageWords.count(names, "column")));
    if (names > 0) {
      line(
          "  (SQLAlchemy stores names unless `values_callable` is given: look at the column before"
              + " you write SQL)");
    }
    long text =
        stored.stream()
            .filter(one ->
                one.comparison()
                    .source()
                    .map(EnumColumn::storage)
                    .equals(Optional.of(Storage.TEXT)))
            .count();
    if (text > 0) {
      line(
          "* kept as text: %s; there a new label needs no migration, and a wrong one meets no refusal"
              .formatted(PageWords.count(text, "column")));
    }
  }

  private static long count(List<Stored> stored, Class<? extends Persistence> kind) {
    return stored.stream()
        .filter(one ->
            one.comparison()
                .source()
                .map(EnumColumn::persistence)
                .filter(kind::isInstance)
                .isPresent())
        .count();
  }

  private Optional<Stored> example() {
    return stored().stream()
        .filter(one -> one.comparison().declared().isPresent())
        .filter(one -> one.comparison().told().filter(it -> !it.labels().isEmpty()).isPresent())
        .min(
            Comparator.comparing((Stored one) -> one.comparison().verdict() != Verdict.AGREES)
                .thenComparing(one -> one.service().name()));
  }

  private void adding() {
    line("", "## To add a label", "");
    Optional<Stored> example = example();
    String check =
        "1. Run `dovetail check`: it finds what is missing, in every service that stores the enum.";
    if (example.isEmpty()) {
      line("1. Add the member, and a migration for each service that stores the enum.");
      line(check);
      return;
    }
    Comparison comparison = example.get().comparison();
    EnumType type = comparison.told().orElseThrow();
    String enumName = comparison.name().orElseThrow();
    String service = example.get().service().name();
    line("For `%s` of `%s`, say:".formatted(plain(enumName), plain(service)), "");
    line(
        "1. See who is touched: `dovetail impact %s.new_label --if-added`."
            .formatted(plain(enumName)));
    line(
        "1. Add the member in %s."
            .formatted(
                comparison
                    .declared()
                    .map(DeclaredEnum::origin)
                    .flatMap(PagePlace::whole)
                    .map(Markdown::code)
                    .orElse("the code")));
    line(
        "1. Add a migration to each service that stores it: `ALTER TYPE %s ADD VALUE IF NOT EXISTS 'new_label' AFTER '%s';`"
            .formatted(plain(type.name().quoted()), plain(type.texts().getLast())));
    line(check);
    line(
        "1. Run `dovetail verify --only %s`: the migration is run for real, up, down and up again."
            .formatted(plain(service)));
    line(
        "1. Migrate, then deploy what reads the enum, then what writes the new label. Until the"
            + " last reader is deployed nobody writes it.");
  }

  private void patterns() {
    line("", "## Patterns that work", "");
    if (services.stream()
        .flatMap(it -> it.told().stream())
        .noneMatch(it -> it.tool().equals("alembic"))) {
      line("They are for Alembic, which is not used here.");
      return;
    }
    line(
        "Each was run on PostgreSQL up, down and up again.",
        "",
        "A new type, with the table that uses it. The table makes the type; nothing else has to,"
            + " and dropping the table leaves it behind:",
        "");
    block(GuidePatterns.NEW_TYPE);
    line("A new label. It cannot be used by the same command that adds it:", "");
    block(GuidePatterns.NEW_LABEL);
    line("A second table with a type that is there:", "");
    block(GuidePatterns.SHARED_TYPE);
    line("The model, so that values are stored and not names:", "");
    block(GuidePatterns.MODEL);
  }

  private void block(String code) {
    out.append("```python\n").append(code).append("```\n\n");
  }

  private void heads() {
    line("## One head", "");
    line(
        "Two branches that each add a migration leave two heads when both are merged, and `upgrade"
            + " head` refuses to run. Before merging, rebase and let your migration follow the"
            + " other; after merging, `alembic merge -m \"merge heads\" REVISION REVISION` in the"
            + " service's folder. `dovetail check` says when there are several.");
    for (ServiceFacts service : services) {
      service
          .told()
          .filter(told -> told.heads().size() > 1)
          .ifPresent(told ->
              line(
                  "",
                  "Now: %s has %d heads, %s."
                      .formatted(
                          Markdown.code(service.name()),
                          told.heads().size(),
                          String.join(", ", told.heads().stream().map(Markdown::code).toList()))));
    }
  }

  private void never() {
    line("", "## What does not work", "");
    line(
        "* `CREATE TYPE IF NOT EXISTS` is no SQL of PostgreSQL: a syntax error (42601).",
        "* `E.create(op.get_bind())` and then `op.create_table` with the same `E`: the second"
            + " fails, the type exists already (42710).",
        "* `sa.Enum(create_type=False)` before SQLAlchemy 2.1: it is ignored. `postgresql.ENUM`"
            + " heeds it.",
        "* Using a new label in the transaction that adds it (55P04).",
        "* Taking a label from a type: PostgreSQL has no statement for it.",
        "* Renaming a label while programs run that know the old one.",
        "* Changing a migration that has run anywhere: write a new one.");
  }

  private void people() {
    line("", "## Who has to know what", "");
    line(
        "Everybody who changes an enum:",
        "",
        "* what is stored of a member here, its name or its value;",
        "* that a change of an enum is a change of the database, in the same pull request;",
        "* `dovetail check` before the pull request.",
        "",
        "Whoever reviews:",
        "",
        "* each service that stores the enum has its migration: `dovetail impact NAME`;",
        "* readers are deployed before writers;",
        "* when rows must move, and how long that locks.",
        "",
        "Whoever is called at night:",
        "",
        "* `invalid input value for enum`: the database lacks the label. Let the code write the old"
            + " one again, or add the label; both are safe, the first is faster.",
        "* `LookupError ... is not among the defined enum values`: a row holds a label that this"
            + " code does not know. Deploy the code that does.",
        "* `dovetail audit` shows what each database holds, `dovetail history` since when.");
  }

  /** Between back-ticks, where nothing is escaped. */
  private static String plain(String text) {
    return Printable.of(text).replace("`", "'");
  }

  private void line(String... lines) {
    for (String one : lines) {
      out.append(one).append('\n');
    }
  }
}
