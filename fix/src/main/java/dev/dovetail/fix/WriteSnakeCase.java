package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.judge.Edit;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.judge.Suggestion;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import dev.dovetail.migrations.Draft;
import dev.dovetail.verify.Rehearsal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values that are stored get another spelling in the code, and their labels in the database with
 * them. Only where the rule is asked for, and where one service alone stores the enum, in one type.
 *
 * @param elsewhere where else the old words stand
 */
record WriteSnakeCase(RenameLabels renaming, List<Edit> edits, List<Origin.InFile> elsewhere)
    implements Remedy {

  private static final String RULE = "value-not-snake-case";
  private static final int MOST_PLACES = 12;

  WriteSnakeCase {
    edits = List.copyOf(edits);
    elsewhere = List.copyOf(elsewhere);
  }

  static List<WriteSnakeCase> among(ServiceFacts facts, State state) {
    List<WriteSnakeCase> remedies = new ArrayList<>();
    for (Comparison comparison : facts.comparisons()) {
      Optional<EnumType> type = comparison.told();
      if (type.isPresent() && isAlone(comparison, state)) {
        of(comparison, type.get(), state.findings(facts.name())).ifPresent(remedies::add);
      }
    }
    return remedies;
  }

  /** Whether nothing else stores the enum, or has the type. */
  private static boolean isAlone(Comparison comparison, State state) {
    return state.report().services().stream()
            .flatMap(service -> service.comparisons().stream())
            .filter(other ->
                other.declared().equals(comparison.declared())
                    || other
                        .told()
                        .map(EnumType::name)
                        .equals(comparison.told().map(EnumType::name)))
            .filter(other -> other.source().isPresent())
            .count()
        == 1;
  }

  private static Optional<WriteSnakeCase> of(
      Comparison comparison, EnumType type, List<Finding> findings) {
    SequencedMap<String, String> renames = new LinkedHashMap<>();
    List<Edit> edits = new ArrayList<>();
    List<Origin.InFile> elsewhere = new ArrayList<>();
    for (Label label : comparison.labels()) {
      for (Finding finding : findings) {
        if (finding.rule().equals(RULE)
            && finding.at().equals(label.origin())
            && finding.suggestion().filter(it -> it.replacements().size() == 1).isPresent()) {
          Suggestion suggestion = finding.suggestion().get();
          String written = suggestion.replacements().getFirst().text();
          String to = written.substring(1, written.length() - 1);
          if (type.texts().contains(label.text())
              && !type.texts().contains(to)
              && !renames.containsValue(to)) {
            renames.put(label.text(), to);
            edits.addAll(suggestion.edits());
            elsewhere.addAll(suggestion.elsewhere());
          }
        }
      }
    }
    return renames.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new WriteSnakeCase(new RenameLabels(type, comparison, renames), edits, elsewhere));
  }

  @Override
  public String title() {
    return renaming.title() + ", in the code too";
  }

  @Override
  public List<String> rules() {
    return List.of(RULE);
  }

  @Override
  public boolean mends(Finding finding) {
    return finding.rule().equals(RULE)
        && finding
            .suggestion()
            .filter(it -> it.edits().stream().anyMatch(edits::contains))
            .isPresent();
  }

  @Override
  public List<String> names() {
    return renaming.names();
  }

  @Override
  public List<Draft> drafts(Desk desk) {
    Optional<SortedMap<String, String>> code = desk.edited(edits);
    return code.isEmpty()
        ? List.of()
        : renaming.drafts(desk, about()).stream()
            .map(draft -> {
              Map<String, String> files = new TreeMap<>(draft.files());
              files.putAll(code.get());
              return new Draft(draft.revision(), new TreeMap<>(files));
            })
            .toList();
  }

  private List<String> about() {
    List<String> lines = new ArrayList<>();
    if (!elsewhere.isEmpty()) {
      lines.addAll(
          List.of("", "The old words stand in these places too, which are left as they are:"));
      elsewhere.stream()
          .distinct()
          .limit(MOST_PLACES)
          .forEach(at -> lines.add("    " + at.path() + ":" + at.span().line()));
      if (elsewhere.size() > MOST_PLACES) {
        lines.add("    and more");
      }
    }
    return lines;
  }

  @Override
  public Optional<Rehearsal.Scene> scene(Desk desk, Draft draft) {
    return renaming.scene(desk, draft);
  }

  @Override
  public Optional<String> objection(
      List<SchemaDifference> made, Schema after, List<Comparison> enums) {
    return renaming.objection(made, after, enums);
  }

  @Override
  public List<String> kept(List<String> rows) {
    return renaming.kept(rows);
  }
}
