package dev.dovetail.verify;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.ModelComparer;
import dev.dovetail.core.compare.ModelDifference;
import dev.dovetail.core.declared.DeclaredColumn;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.judge.Category;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.ModelFindings;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.workspace.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Models against what the migrations made. Enums are compared as {@code check} compares them, and
 * the same rules speak of them; the rest of the tables is compared here.
 */
final class Fitting implements AtHead {

  private final Service service;
  private final List<DeclaredTable> models;
  private final Function<Schema, List<Comparison>> enums;

  /**
   * @param enums compares the enums of the service's code with a schema
   */
  Fitting(Service service, List<DeclaredTable> models, Function<Schema, List<Comparison>> enums) {
    this.service = service;
    this.models = models;
    this.enums = enums;
  }

  @Override
  public Check kind() {
    return Check.MODELS;
  }

  @Override
  public Optional<Checked> of(Ascent ascent) throws ServerException {
    long start = System.nanoTime();
    Schema schema = Places.in(ascent.top(), ascent.site().told().schema());
    List<Comparison> comparisons = enums.apply(schema);
    if (models.isEmpty() && comparisons.stream().noneMatch(it -> it.source().isPresent())) {
      return Optional.empty();
    }
    Set<Comparison.Column> compared =
        comparisons.stream()
            .filter(comparison -> comparison.source().isPresent())
            .flatMap(comparison -> comparison.column().stream())
            .collect(Collectors.toCollection(HashSet::new));
    List<Finding> findings = new ArrayList<>(ofEnums(comparisons));
    List<ModelDifference> differences = ModelComparer.compare(models, schema, compared);
    for (ModelDifference difference : Defaults.settled(differences, ascent.database())) {
      findings.add(ModelFindings.of(service.name(), difference));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return Optional.of(Checked.of(Check.MODELS, took, findings, lines()));
  }

  private List<Finding> ofEnums(List<Comparison> comparisons) {
    ServiceFacts facts =
        new ServiceFacts(
            service.name(),
            service.folder(),
            Optional.empty(),
            comparisons,
            List.of(),
            service.critical(),
            List.of(),
            List.of());
    return Judgement.of(List.of(facts), Indifferent.INSTANCE).stream()
        .filter(Fitting::isOfDrift)
        .toList();
  }

  /** How an enum is written does not depend on a run. */
  private static boolean isOfDrift(Finding finding) {
    return Rules.named(finding.rule())
        .filter(fault -> fault.category() == Category.DRIFT)
        .isPresent();
  }

  /** What was passed over. */
  private List<String> lines() {
    long unread =
        models.stream()
            .flatMap(model -> model.columns().stream())
            .filter(Fitting::isUnread)
            .count();
    return unread == 0
        ? List.of()
        : List.of(
            "models: %d columns are not compared in full, as their code is not understood"
                .formatted(unread));
  }

  private static boolean isUnread(DeclaredColumn column) {
    return column.type().doubt().isPresent()
        || column.nullable().doubt().isPresent()
        || column.serverDefault().doubt().isPresent();
  }
}
