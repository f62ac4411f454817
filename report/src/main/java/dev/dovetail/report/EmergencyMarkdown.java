package dev.dovetail.report;

import dev.dovetail.core.audited.AuditedEnum;
import dev.dovetail.core.audited.Remedy;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.plan.Emergency;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Parting;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What to do about an enum that fails now, in the order in which it is done. */
final class EmergencyMarkdown {

  private final Emergency emergency;
  private final StringBuilder out = new StringBuilder();

  private EmergencyMarkdown(Emergency emergency) {
    this.emergency = emergency;
  }

  static String write(Emergency emergency) {
    EmergencyMarkdown document = new EmergencyMarkdown(emergency);
    document.line("# Emergency: " + Markdown.prose(emergency.name()));
    document.assess();
    document.triage();
    document.fix();
    document.test();
    document.deploy();
    document.monitor();
    document.postMortem();
    return document.out.toString();
  }

  private void assess() {
    title("1. Assess");
    for (Emergency.Case one : emergency.cases()) {
      Comparison comparison = one.found().comparison();
      line(
          "- **%s**: %s%s%s"
              .formatted(
                  Markdown.prose(one.service()),
                  Markdown.code(one.found().name()),
                  comparison
                      .column()
                      .map(column -> " in " + Markdown.code(column.toString()))
                      .orElse(""),
                  comparison
                      .typeName()
                      .map(type -> ", of type " + Markdown.code(type))
                      .orElse("")));
      place(comparison).ifPresent(place -> line("  - code: " + Markdown.code(place)));
      sides(one);
      effects(one);
    }
    emergency.unseen().forEach(sentence -> line("- not seen: " + Markdown.prose(sentence)));
  }

  private static Optional<String> place(Comparison comparison) {
    return comparison
        .declared()
        .map(declared -> declared.origin())
        .or(() -> comparison.source().map(source -> source.origin()))
        .filter(Origin.InFile.class::isInstance)
        .map(origin -> ((Origin.InFile) origin).path());
  }

  private void sides(Emergency.Case one) {
    AuditedEnum found = one.found();
    line(
        "  - the code writes: "
            + labels(found.comparison().labels().stream().map(Label::text).toList()));
    found
        .told()
        .flatMap(Comparison::told)
        .map(EnumType::texts)
        .ifPresent(told -> line("  - the migrations make: " + labels(told)));
    found
        .live()
        .flatMap(Comparison::told)
        .map(EnumType::texts)
        .ifPresent(live ->
            line(
                "  - the database %s has: %s"
                    .formatted(Markdown.prose(one.database().orElse("")), labels(live))));
    one.standing().ifPresent(words -> line("  - it stands " + Markdown.prose(words)));
  }

  private void effects(Emergency.Case one) {
    List<String> missing = one.found().comparison().missing();
    List<String> extra =
        one.found().comparison().name().isPresent()
            ? one.found().comparison().extra()
            : List.<String>of();
    if (!missing.isEmpty()) {
      line(
          "  - **writes fail**: %s: SQLSTATE 22P02, invalid input value for enum"
              .formatted(labels(missing)));
    }
    if (!extra.isEmpty()) {
      line(
          "  - **reads fail** of rows with %s: the code does not know %s"
              .formatted(labels(extra), extra.size() == 1 ? "it" : "them"));
    }
    if (missing.isEmpty() && extra.isEmpty()) {
      line(
          one.found().live().isPresent()
              ? "  - code and database have the same labels: what fails is elsewhere, or runs"
                  + " another version of the code"
              : "  - code and migrations have the same labels: the database may be behind, or was"
                  + " changed by hand. Ask it: "
                  + Markdown.code(question(one.found().comparison())));
    }
  }

  private static String question(Comparison comparison) {
    String type = comparison.typeName().orElse("...");
    String name = type.substring(type.lastIndexOf('.') + 1).replace("'", "''");
    return "SELECT enumlabel FROM pg_enum JOIN pg_type t ON t.oid = enumtypid WHERE typname = '%s' ORDER BY enumsortorder"
        .formatted(name);
  }

  private void triage() {
    title("2. Triage");
    line(
        "Code is deployed and rolled back fast; a database is not. Of what is safe, the safest is"
            + " first.");
    line("");
    boolean any = false;
    for (Emergency.Case one : emergency.cases()) {
      for (Remedy remedy : one.remedies()) {
        any = true;
        line(
            "- %s: **%s**".formatted(Markdown.prose(one.service()), Markdown.prose(remedy.what())));
        line("  - " + Markdown.prose(remedy.safety()));
        line("  - cost: " + Markdown.prose(remedy.cost()));
      }
    }
    if (!any) {
      line(
          "- nothing is known to be wrong between what was read: find out which version of the code"
              + " runs and at which revision the database is; if a release brought it, roll that"
              + " release back");
    }
  }

  private void fix() {
    title("3. Fix");
    boolean any = false;
    for (Emergency.Case one : emergency.cases()) {
      if (!one.remedies().isEmpty()) {
        any = true;
        Remedy best = one.remedies().getFirst();
        line(
            "- [ ] %s: %s: %s%s"
                .formatted(
                    Markdown.prose(one.service()),
                    Markdown.prose(best.what()),
                    Markdown.code(best.next()),
                    owners(one)));
      }
    }
    if (!any) {
      line("- [ ] roll back the release that brought it, or run the migrations that are pending");
      Set<String> commands = new LinkedHashSet<>();
      emergency.cases().stream()
          .filter(one -> one.tool().equals(Optional.of("alembic")))
          .forEach(one -> commands.add("alembic upgrade heads in " + folder(one)));
      commands.forEach(command -> line("  - " + Markdown.code(command)));
    }
  }

  private static String folder(Emergency.Case one) {
    return one.path().isEmpty() ? "the repository's root" : one.path();
  }

  private static String owners(Emergency.Case one) {
    return one.owners().isEmpty()
        ? ""
        : " (" + Markdown.prose(String.join(", ", one.owners())) + ")";
  }

  private void test() {
    title("4. Test");
    line("- [ ] code against migrations: " + Markdown.code("dovetail check"));
    line("- [ ] the migrations run: " + Markdown.code("dovetail verify"));
    line("- [ ] a database like production's: " + Markdown.code("dovetail audit --database URL"));
  }

  private void deploy() {
    title("5. Deploy");
    line("- [ ] a label is added: the database first, then whatever writes it; nothing is stopped");
    line("- [ ] the code is changed: deploy it; the database stays as it is");
    line(
        "- [ ] old and new versions run side by side meanwhile: "
            + Markdown.code("dovetail plan --from RUNNING --to FIX"));
  }

  private void monitor() {
    title("6. Monitor");
    line(
        "- [ ] no more SQLSTATE 22P02 (`invalid input value for enum`) and no LookupError in the"
            + " logs");
    Set<String> queries = new LinkedHashSet<>();
    for (Emergency.Case one : emergency.cases()) {
      one.found()
          .comparison()
          .column()
          .ifPresent(column ->
              queries.add(
                  "SELECT %s, count(*) FROM %s GROUP BY 1"
                      .formatted(Identifiers.quote(column.name()), column.table().quoted())));
    }
    queries.forEach(
        query -> line("- [ ] rows by label, before and after: " + Markdown.code(query)));
    line("- [ ] other services that have the enum: " + services());
  }

  private String services() {
    Set<String> names = new LinkedHashSet<>();
    emergency.cases().forEach(one -> names.add(one.service()));
    return Markdown.prose(String.join(", ", names));
  }

  private void postMortem() {
    title("7. Post-mortem (draft)");
    line("- What happened: ...");
    line("- Impact, from when to when: ...");
    for (EnumTimeline timeline : emergency.timelines()) {
      line("- " + Markdown.prose(TimelineWords.title(timeline)));
      if (timeline.partings().isEmpty()) {
        line(
            "  - by git, code and migrations never parted: the database was behind its migrations,"
                + " or changed by hand");
      }
      for (Parting parting : timeline.partings()) {
        line("  - " + Markdown.prose(TimelineWords.span(parting)));
        TimelineWords.causes(parting).forEach(cause -> line("  - " + Markdown.prose(cause)));
        line("  - " + Markdown.prose(TimelineWords.guards(parting)));
      }
    }
    if (emergency.timelines().isEmpty()) {
      line("- Root cause: git tells nothing of it");
    }
    line("- Prevention:");
    line("  - [ ] " + Markdown.code("dovetail check") + " in CI, and before each commit");
    line("  - [ ] the guard when services start (docs/guard.md)");
    line(
        "  - [ ] "
            + Markdown.code("dovetail plan")
            + " for changes of enums that several services have");
    line("- Who does what until when: ...");
  }

  private static String labels(List<String> labels) {
    return labels.isEmpty()
        ? "none"
        : String.join(", ", labels.stream().map(Markdown::code).toList());
  }

  private void title(String text) {
    line("");
    line("## " + text);
    line("");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
