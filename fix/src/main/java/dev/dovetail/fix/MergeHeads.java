package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.migrations.Change;
import dev.dovetail.migrations.Draft;
import dev.dovetail.verify.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several heads become one, by a revision that changes nothing. It holds only where their order is
 * all the same: databases have been taken along either branch first, and all must end alike.
 */
record MergeHeads(List<String> heads) implements Remedy {

  private static final String RULE = "several-heads";

  MergeHeads {
    heads = List.copyOf(heads);
  }

  @Override
  public String title() {
    return "merge the heads " + String.join(", ", heads);
  }

  @Override
  public List<String> rules() {
    return List.of(RULE);
  }

  @Override
  public boolean mends(Finding finding) {
    return finding.rule().equals(RULE);
  }

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public List<Draft> drafts(Desk desk) {
    Change change =
        new Change(
            "Merge " + String.join(" and ", heads),
            List.of(
                "The branches were tried in every order, on databases that stood at each head: the",
                "schema is the same. This revision changes nothing."),
            heads,
            List.of(),
            List.of(),
            Optional.empty());
    return desk.write(change).stream().toList();
  }

  /** Every head first, and the others after it; and a database that has seen one head alone. */
  @Override
  public Optional<Rehearsal.Scene> scene(Desk desk, Draft draft) {
    List<List<String>> ways = new ArrayList<>();
    for (String first : heads) {
      List<String> way = new ArrayList<>(List.of(first));
      heads.stream().filter(head -> !head.equals(first)).forEach(way::add);
      ways.add(way);
      ways.add(List.of(first));
    }
    return Optional.of(
        new Rehearsal.Scene(
            draft.revision(),
            ways,
            Optional.of(draft.revision() + "@" + heads.getFirst()),
            Optional.empty(),
            Optional.empty()));
  }

  @Override
  public Optional<String> objection(
      List<SchemaDifference> made, Schema after, List<Comparison> enums) {
    return made.stream().findFirst().map(change -> "it changes the schema: " + change.words());
  }
}
