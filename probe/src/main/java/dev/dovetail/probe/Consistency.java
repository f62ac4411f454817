package dev.dovetail.probe;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.judge.Category;
import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.probed.Trial;
import dev.dovetail.core.probed.Tried;
import dev.dovetail.core.schema.Schema.EnumType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is known of an enum without storing anything: the rules are asked, as they always are. */
final class Consistency {

  private static final String TYPE_MISSING = "type-missing-in-database";

  /** Definitions that concern what a database fills in, and not how labels are written. */
  static final Set<String> OF_DEFAULT = Set.of("server-default-is-no-label");

  private static final List<Style> STYLES =
      List.of(
          new Style("snake_case", Pattern.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)*")),
          new Style("UPPER_CASE", Pattern.compile("[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")),
          new Style("kebab-case", Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)+")),
          new Style("PascalCase", Pattern.compile("(?:[A-Z][a-z0-9]+)+")),
          new Style("camelCase", Pattern.compile("[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+")));

  private record Style(String name, Pattern pattern) {}

  private final Subject subject;
  private final List<Finding> findings;
  private final boolean replayed;

  /**
   * @param facts of the service, for what the rules ask beside the enum
   * @param replayed whether the database is what the migrations make, and nothing else
   */
  Consistency(
      Subject subject, ServiceFacts facts, Judgement.Preferences preferences, boolean replayed) {
    this.subject = subject;
    this.replayed = replayed;
    ServiceFacts alone =
        new ServiceFacts(
            facts.name(),
            facts.path(),
            Optional.empty(),
            List.of(subject.comparison()),
            List.of(),
            facts.critical(),
            List.of(),
            List.of());
    this.findings = Judgement.of(List.of(alone), preferences);
  }

  Tried consistency() {
    Comparison comparison = subject.comparison();
    Optional<String> nothing =
        comparison.verdict() == Verdict.TEXT && drift().isEmpty()
            ? Optional.of("it is kept as text: there is no type to compare")
            : Optional.empty();
    return new Tried(Trial.CONSISTENCY, nothing, Optional.empty(), lines(comparison), drift());
  }

  private List<Finding> drift() {
    return of(Category.DRIFT).stream()
        .map(finding ->
            finding.rule().equals(TYPE_MISSING) && !replayed ? ofDatabase(finding) : finding)
        .toList();
  }

  private List<Finding> of(Category category) {
    return findings.stream()
        .filter(finding ->
            Rules.named(finding.rule()).map(Fault::category).equals(Optional.of(category)))
        .toList();
  }

  /** A rule speaks of migrations; here it is the database that lacks it. */
  private Finding ofDatabase(Finding finding) {
    return new Finding(
        finding.rule(),
        finding.severity(),
        finding.service(),
        finding.at(),
        "this database has no type `%s`, which %s declares for %s"
            .formatted(
                subject.comparison().typeName().orElse("of that name"),
                subject.name(),
                subject.place()),
        "run the migrations there; if none makes it, `dovetail check` says so",
        List.of(),
        Optional.empty(),
        finding.subject());
  }

  private static List<String> lines(Comparison comparison) {
    Optional<EnumType> type = comparison.told();
    List<String> lines = new ArrayList<>();
    for (Drift drift : comparison.drifts()) {
      if (drift instanceof Drift.TypeMissing missing) {
        lines.add(
            "there is no type `%s`%s"
                .formatted(
                    missing.type(),
                    missing.columnType().map(is -> "; the column is " + is).orElse("")));
      }
    }
    if (type.isPresent() && comparison.name().isPresent()) {
      List<String> missing = comparison.missing();
      List<String> extra = comparison.extra();
      lines.add(
          "code %d labels, `%s` %d"
              .formatted(
                  comparison.labels().size(), type.get().name(), type.get().labels().size()));
      if (!missing.isEmpty()) {
        lines.add("missing in the database: " + Subject.some(missing));
      }
      if (!extra.isEmpty()) {
        lines.add("only in the database: " + Subject.some(extra));
      }
      if (comparison.drifts().stream().anyMatch(drift -> drift instanceof Drift.OrderDiffers)) {
        lines.add("in another order");
      }
    }
    return lines;
  }

  /** What a rule says of what the model has the database fill in. */
  List<Finding> ofDefault() {
    return findings.stream().filter(finding -> OF_DEFAULT.contains(finding.rule())).toList();
  }

  Tried format() {
    if (subject.labels().isEmpty()) {
      return Tried.skipped(Trial.FORMAT, "its labels are not known");
    }
    List<Finding> definitions =
        of(Category.DEFINITIONS).stream()
            .filter(finding -> !OF_DEFAULT.contains(finding.rule()))
            .toList();
    return new Tried(
        Trial.FORMAT, Optional.empty(), Optional.empty(), List.of(styles()), definitions);
  }

  private String styles() {
    List<String> texts = subject.texts();
    String shown =
        texts.stream()
            .collect(
                Collectors.groupingBy(
                    Consistency::style, java.util.TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return "%d labels: %s".formatted(texts.size(), shown);
  }

  private static String style(String label) {
    return STYLES.stream()
        .filter(style -> style.pattern().matcher(label).matches())
        .findFirst()
        .map(Style::name)
        .orElse("of another style");
  }
}
