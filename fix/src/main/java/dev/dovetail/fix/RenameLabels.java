package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.migrations.Change;
import dev.dovetail.migrations.Draft;
import dev.dovetail.verify.Rehearsal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Labels that the database writes otherwise than the code are renamed in place: no row is touched,
 * and indexes and defaults follow by themselves. What is one letter apart may be two things: that
 * is renamed where the configuration says so.
 *
 * @param renames from the old to the new
 */
record RenameLabels(EnumType type, Comparison comparison, SequencedMap<String, String> renames)
    implements Remedy {

  private static final Set<String> RULES =
      Set.of("label-spelled-differently", "label-missing-in-database");

  RenameLabels {
    renames = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(renames));
  }

  /**
   * @param configured for each type, by its name, from the old label to the new
   */
  static List<RenameLabels> among(
      List<Comparison> all, Map<String, ? extends Map<String, String>> configured) {
    Map<ObjectName, RenameLabels> byType = new LinkedHashMap<>();
    for (Comparison comparison : all) {
      comparison
          .told()
          .ifPresent(type -> {
            SequencedMap<String, String> renames =
                renames(comparison, type, said(type, configured));
            if (!renames.isEmpty()) {
              byType.putIfAbsent(type.name(), new RenameLabels(type, comparison, renames));
            }
          });
    }
    return List.copyOf(byType.values());
  }

  private static Map<String, String> said(
      EnumType type, Map<String, ? extends Map<String, String>> configured) {
    Map<String, String> said = new LinkedHashMap<>();
    for (String name : List.of(type.name().name(), type.name().toString())) {
      Optional.ofNullable(configured.get(name)).ifPresent(said::putAll);
    }
    return said;
  }

  private static SequencedMap<String, String> renames(
      Comparison comparison, EnumType type, Map<String, String> said) {
    SequencedMap<String, String> renames = new LinkedHashMap<>();
    List<String> missing = comparison.missing();
    said.forEach((from, to) -> {
      if (type.texts().contains(from) && missing.contains(to) && !renames.containsValue(to)) {
        renames.put(from, to);
      }
    });
    for (Drift drift : comparison.drifts()) {
      if (drift instanceof Drift.Respelled pair
          && pair.difference() != Drift.Difference.ONE_EDIT
          && !renames.containsValue(pair.declared().text())) {
        renames.putIfAbsent(pair.told().text(), pair.declared().text());
      }
    }
    return renames;
  }

  @Override
  public String title() {
    List<String> pairs = new ArrayList<>();
    renames.forEach((from, to) -> pairs.add(from + " to " + to));
    return "rename labels of %s: %s".formatted(type.name().name(), String.join(", ", pairs));
  }

  @Override
  public List<String> rules() {
    return List.of("label-missing-in-database", "label-spelled-differently");
  }

  @Override
  public boolean mends(Finding finding) {
    return RULES.contains(finding.rule())
        && renames.values().stream()
            .anyMatch(label ->
                finding
                    .subject()
                    .equals(comparison.name().orElse("") + "." + label + " " + type.name()));
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(type.name().name(), type.name().toString()));
    comparison.name().ifPresent(names::add);
    return names;
  }

  @Override
  public List<Draft> drafts(Desk desk) {
    return drafts(desk, List.of());
  }

  /**
   * @param more to be said in the migration
   */
  List<Draft> drafts(Desk desk, List<String> more) {
    return desk.onlyHead().flatMap(head -> desk.write(change(head, more))).stream().toList();
  }

  private Change change(List<String> head, List<String> more) {
    List<Change.Step> up = new ArrayList<>();
    List<Change.Step> down = new ArrayList<>();
    List<String> about = new ArrayList<>();
    renames.forEach((from, to) -> {
      up.add(rename(from, to));
      down.addFirst(rename(to, from));
      about.add("    " + from + " becomes " + to);
    });
    about.addAll(
        List.of(
            "",
            "Rows keep their label under its new name. Code that runs while this is deployed and"
                + " still",
            "writes or reads an old name fails: stop it first, or add the new labels beside the old"
                + " ones."));
    about.addAll(more);
    return new Change(
        "Rename %d labels of %s"
            .formatted(renames.size(), type.name().name())
            .replace("Rename 1 labels", "Rename a label"),
        about,
        head,
        up,
        down,
        Optional.empty());
  }

  private Change.Step rename(String from, String to) {
    return new Change.Step.Sql(
        "ALTER TYPE %s RENAME VALUE %s TO %s"
            .formatted(Names.sql(type.name()), Identifiers.literal(from), Identifiers.literal(to)));
  }

  private List<String> renamed() {
    return type.texts().stream().map(label -> renames.getOrDefault(label, label)).toList();
  }

  @Override
  public Optional<Rehearsal.Scene> scene(Desk desk, Draft draft) {
    return Optional.of(Scenes.withRows(desk, draft, comparison.column(), type.texts()));
  }

  @Override
  public Optional<String> objection(
      List<SchemaDifference> made, Schema after, List<Comparison> enums) {
    Optional<SchemaDifference> other = made.stream().filter(change -> !isOwn(change)).findFirst();
    if (other.isPresent()) {
      return Optional.of("it changes more than the labels: " + other.get().words());
    }
    List<String> labels =
        Optional.ofNullable(after.enums().get(type.name())).map(EnumType::texts).orElse(List.of());
    return labels.equals(renamed())
        ? Optional.empty()
        : Optional.of("the type has the labels %s then".formatted(String.join(", ", labels)));
  }

  /** Defaults, checks and views show the new names; nothing else of them may change. */
  private boolean isOwn(SchemaDifference change) {
    if (change.part().kind().equals("type")) {
      return change.part().name().equals(type.name().toString());
    }
    String text = change.before().orElse("");
    for (Map.Entry<String, String> rename : renames.entrySet()) {
      text =
          text.replace(
              Identifiers.literal(rename.getKey()), Identifiers.literal(rename.getValue()));
    }
    return change.before().isPresent() && change.after().equals(Optional.of(text));
  }

  @Override
  public String follows(String line) {
    return Constants.mapped(line, renames);
  }

  @Override
  public List<String> kept(List<String> rows) {
    return rows.stream().map(held -> Constants.held(held, renames)).sorted().toList();
  }
}
