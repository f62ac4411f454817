package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.judge.Edit;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.source.Origin;
import dev.dovetail.migrations.Draft;
import dev.dovetail.verify.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The code stores the names of members where the database has their values: the column is told to
 * store values, in the code.
 */
record StoreValues(EnumType type, Comparison comparison, String name, Origin.InFile column)
    implements Remedy {

  private static final String RULE = "names-persisted-where-values-were-meant";
  private static final String KEYWORD = "values_callable";
  private static final String USUAL = "lambda enum: [member.value for member in enum]";

  static List<StoreValues> among(List<Comparison> all) {
    List<StoreValues> remedies = new ArrayList<>();
    for (Comparison comparison : all) {
      for (Drift drift : comparison.drifts()) {
        if (drift instanceof Drift.NamesForValues names
            && comparison.source().isPresent()
            && comparison.source().get().origin() instanceof Origin.InFile place
            && place.path().endsWith(".py")) {
          remedies.add(new StoreValues(names.type(), comparison, names.declared().name(), place));
        }
      }
    }
    return remedies;
  }

  @Override
  public String title() {
    return "store the values of %s in %s".formatted(name, place());
  }

  private String place() {
    return comparison.column().map(Comparison.Column::toString).orElse("its column");
  }

  @Override
  public List<String> rules() {
    return List.of(RULE);
  }

  @Override
  public boolean mends(Finding finding) {
    return finding.rule().equals(RULE)
        && finding.at() instanceof Origin.InFile at
        && at.path().equals(column.path())
        && at.span().line() == column.span().line();
  }

  @Override
  public List<String> names() {
    return List.of(name, type.name().name(), type.name().toString());
  }

  @Override
  public List<Draft> drafts(Desk desk) {
    return desk.edited(List.of(new Edit.StoringValues(column, name))).stream()
        .map(texts -> new Draft("", texts))
        .toList();
  }

  @Override
  public String unwritten() {
    return "the column has no `Enum(%s, ...)` of its own: give it one with `%s=%s`"
        .formatted(name, KEYWORD, USUAL);
  }

  @Override
  public Optional<Rehearsal.Scene> scene(Desk desk, Draft draft) {
    return Optional.empty();
  }

  @Override
  public Optional<String> objection(
      List<SchemaDifference> made, Schema after, List<Comparison> enums) {
    return enums.stream()
        .filter(other -> other.column().equals(comparison.column()))
        .flatMap(other -> other.drifts().stream())
        .filter(Drift.NamesForValues.class::isInstance)
        .findFirst()
        .map(drift -> "the code still stores names");
  }
}
