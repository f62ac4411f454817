package dev.dovetail.fix;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.ServiceFacts;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be done for a service, in the order in which it has to be done: first its history runs,
 * then it has one head, then it is added to.
 */
final class Remedies {

  private Remedies() {}

  /** Those of findings that stand: what is allowed or switched off is left alone. */
  static List<Remedy> of(ServiceFacts facts, State state, boolean editDowngrades) {
    List<Remedy> all = new ArrayList<>();
    facts
        .told()
        .ifPresent(told -> {
          CreateOnce.of(told).ifPresent(all::add);
          CreateFirst.of(facts, told).ifPresent(all::add);
          for (HistoryFault fault : told.faults()) {
            if (fault instanceof HistoryFault.SeveralHeads several) {
              List<String> heads =
                  several.heads().stream().map(Revision::id).distinct().sorted().toList();
              if (heads.size() > 1) {
                all.add(new MergeHeads(heads));
              }
            }
          }
          all.addAll(StoreValues.among(facts.comparisons()));
          all.addAll(CreateType.among(facts.comparisons(), told.schema()));
          List<RenameLabels> renames =
              RenameLabels.among(facts.comparisons(), state.workspace().configuration().renames());
          all.addAll(renames);
          all.addAll(WriteSnakeCase.among(facts, state));
          // What is renamed must not be added beside it.
          AddLabels.among(facts.comparisons()).stream()
              .filter(adding -> renames.stream().noneMatch(it -> it.type().equals(adding.type())))
              .forEach(all::add);
          all.addAll(AlignIndexes.among(facts.conformities(), told.schema()));
          all.addAll(
              RemoveLabels.among(
                  facts.comparisons(), state.workspace().configuration().removals()));
          // Last, for what is added before may leave a type behind, too.
          if (editDowngrades) {
            EndDowngrades.of(told).ifPresent(all::add);
          }
        });
    return all.stream()
        .filter(remedy ->
            remedy.isAskedFor() || state.findings(facts.name()).stream().anyMatch(remedy::mends))
        .toList();
  }
}
