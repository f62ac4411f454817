package dev.dovetail.workspace;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.judge.ChangeFault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Tree;
import dev.dovetail.workspace.Past.Stored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Enums whose stored labels a change alters, in each service that stores them and gets no migration
 * with the change. What the migrations hold already needs none.
 */
final class ChangedEnums {

  private final Tree before;
  private final Tree now;

  ChangedEnums(Tree before, Tree now) {
    this.before = before;
    this.now = now;
  }

  /**
   * @param facts of the service now
   * @param columns those of the same service before
   */
  List<Finding> judged(ServiceFacts facts, List<Stored> columns) {
    if (facts.told().isEmpty() || bringsMigration(facts.told().get())) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Comparison comparison : facts.comparisons()) {
      comparison
          .source()
          .filter(Stored::isSure)
          .filter(column -> comparison.verdict() != Verdict.AGREES)
          .flatMap(column -> columns.stream().filter(old -> old.isAt(column)).findFirst())
          .flatMap(old -> finding(facts, comparison, old))
          .ifPresent(findings::add);
    }
    return findings;
  }

  private boolean bringsMigration(Told told) {
    return told.revisions().stream()
        .map(revision -> revision.file())
        .anyMatch(file ->
            !Arrays.equals(
                before.read(file).orElse(new byte[0]), now.read(file).orElse(new byte[0])));
  }

  private static Optional<Finding> finding(ServiceFacts facts, Comparison comparison, Stored old) {
    List<String> labels = texts(comparison.labels());
    List<String> oldLabels = old.labels();
    List<Label> added =
        comparison.labels().stream()
            .filter(label -> !oldLabels.contains(label.text()))
            .filter(label -> !isTold(comparison, label.text()))
            .toList();
    List<String> removed =
        oldLabels.stream()
            .filter(label -> !labels.contains(label))
            .filter(label -> comparison.told().isEmpty() || isTold(comparison, label))
            .toList();
    if (added.isEmpty() && removed.isEmpty()) {
      return Optional.empty();
    }
    String shown = comparison.name().map(name -> "`" + name + "`").orElse("the enum");
    String column = old.table() + "." + old.column();
    Origin at =
        added.isEmpty()
            ? comparison
                .declared()
                .map(declared -> declared.origin())
                .orElseGet(() -> comparison.source().orElseThrow().origin())
            : added.getFirst().origin();
    List<String> deeds = new ArrayList<>();
    if (!added.isEmpty()) {
      deeds.add("adds " + list(texts(added)) + " to");
    }
    if (!removed.isEmpty()) {
      deeds.add("takes " + list(removed) + " out of");
    }
    FindingBuilder finding =
        FindingBuilder.of(ChangeFault.ENUM_CHANGED_WITHOUT_MIGRATION, facts.name(), at);
    comparison.source().ifPresent(source -> finding.also(source.origin(), "it is stored here"));
    return Optional.of(
        (added.isEmpty() ? finding.weighing(Severity.WARNING) : finding)
            .says(
                comparison.name().orElse(column)
                    + " +"
                    + String.join(",", texts(added))
                    + " -"
                    + String.join(",", removed),
                "the change %s %s, which `%s` stores in `%s`, and brings no migration of it"
                    .formatted(String.join(" and ", deeds), shown, facts.name(), column),
                help(comparison, added)));
  }

  private static boolean isTold(Comparison comparison, String label) {
    return comparison.told().filter(type -> type.texts().contains(label)).isPresent();
  }

  private static String help(Comparison comparison, List<Label> added) {
    List<String> statements =
        comparison.drifts().stream()
            .filter(Drift.Missing.class::isInstance)
            .map(Drift.Missing.class::cast)
            .filter(missing -> texts(added).contains(missing.label().text()))
            .map(missing -> "`" + comparison.adding(missing) + "`")
            .toList();
    if (!statements.isEmpty()) {
      return "commit a migration with it that runs " + String.join(" and ", statements);
    }
    return added.isEmpty()
        ? "commit a migration with it that moves the rows which hold it, or keep the member until"
            + " then"
        : "commit a migration of the type with it";
  }

  private static List<String> texts(List<Label> labels) {
    return labels.stream().map(Label::text).toList();
  }

  private static String list(List<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }
}
