package dev.dovetail.probe;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.probed.ProbedEnum;
import dev.dovetail.core.probed.Trial;
import dev.dovetail.core.probed.Tried;
import dev.dovetail.core.schema.Schema.Column;
import dev.dovetail.core.schema.Schema.Table;
import dev.dovetail.postgres.Rehearsal;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.postgres.rows.RowBuilder;
import dev.dovetail.postgres.rows.Tables;
import dev.dovetail.workspace.Transitions;
import java.util.List;
import java.util.Optional;

/** Puts one enum in one column to the five trials. */
record EnumProbe(
    ServiceFacts facts,
    List<DeclaredTable> models,
    List<Transitions> transitions,
    Judgement.Preferences preferences,
    boolean replayed) {

  ProbedEnum probed(Comparison comparison, Rehearsal rehearsal, Tables tables, RowBuilder builder)
      throws ServerException {
    Subject subject = new Subject(facts.name(), comparison);
    Consistency rules = new Consistency(subject, facts, preferences, replayed);
    Tried consistency = rules.consistency();
    Optional<Table> table = comparison.column().flatMap(place -> tables.table(place.table()));
    Optional<Column> column =
        table.flatMap(there -> there.column(comparison.column().orElseThrow().name()));
    if (column.isEmpty() || comparison.verdict() == Verdict.UNVERIFIABLE) {
      String why =
          column.isPresent()
              ? "its labels are not known"
              : comparison.column().isPresent()
                  ? "the column is not there"
                  : "it is kept in no column";
      return new ProbedEnum(
          comparison,
          List.of(
              consistency,
              Tried.skipped(Trial.STORAGE, why),
              Tried.skipped(Trial.TRANSITION, why),
              Tried.skipped(Trial.DEFAULT, why),
              rules.format()));
    }
    Vessel vessel = new Vessel(rehearsal, tables, builder, table.get(), column.get());
    Storage storage = new Storage(subject, vessel);
    Tried stored = storage.tried(consistency);
    Tried moved = moved(subject, rehearsal, vessel, storage);
    Tried filled =
        new DefaultTrial(subject, models, rules.ofDefault())
            .tried(rehearsal, vessel, tables, storage.refused());
    return new ProbedEnum(comparison, List.of(consistency, stored, moved, filled, rules.format()));
  }

  private Tried moved(Subject subject, Rehearsal rehearsal, Vessel vessel, Storage storage)
      throws ServerException {
    Optional<Transitions> declared =
        transitions.stream().filter(one -> one.concerns(subject.comparison())).findFirst();
    return declared.isPresent()
        ? new Walk(subject, declared.get(), rehearsal, vessel).tried(storage.refused())
        : Tried.skipped(Trial.TRANSITION, "dovetail.toml declares no moves");
  }
}
