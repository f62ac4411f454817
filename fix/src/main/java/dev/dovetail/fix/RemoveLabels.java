package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
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

/**
 * Labels that the configuration says have to go, and that the code does not know any more: the type
 * is made anew without them. Rows that hold one get the label that is said, or make it fail.
 *
 * @param removals what has to go, and the label that its rows get; empty where there are to be none
 */
record RemoveLabels(EnumType type, Comparison comparison, SequencedMap<String, String> removals)
    implements Remedy {

  private static final String RULE = "label-only-in-database";

  RemoveLabels {
    removals = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(removals));
  }

  /**
   * @param configured for each type, by its name, what has to go
   */
  static List<RemoveLabels> among(
      List<Comparison> all, Map<String, ? extends Map<String, String>> configured) {
    Map<ObjectName, RemoveLabels> byType = new LinkedHashMap<>();
    for (Comparison comparison : all) {
      comparison
          .told()
          .ifPresent(type -> {
            SequencedMap<String, String> removals = new LinkedHashMap<>();
            for (String name : List.of(type.name().name(), type.name().toString())) {
              Optional.ofNullable(configured.get(name))
                  .ifPresent(said ->
                      said.forEach((label, instead) -> {
                        boolean stays = instead.isEmpty() || type.texts().contains(instead);
                        if (comparison.extra().contains(label)
                            && stays
                            && !said.containsKey(instead)) {
                          removals.put(label, instead);
                        }
                      }));
            }
            boolean free =
                all.stream()
                    .filter(
                        other -> other.told().map(EnumType::name).equals(Optional.of(type.name())))
                    .allMatch(other -> other.extra().containsAll(removals.keySet()));
            if (!removals.isEmpty() && free) {
              byType.putIfAbsent(type.name(), new RemoveLabels(type, comparison, removals));
            }
          });
    }
    return List.copyOf(byType.values());
  }

  @Override
  public String title() {
    return "take %s from %s, which is made anew"
        .formatted(String.join(", ", removals.keySet()), type.name().name());
  }

  @Override
  public List<String> rules() {
    return List.of(RULE);
  }

  /** What has to go is said in the configuration, whatever weight the finding has. */
  @Override
  public boolean isAskedFor() {
    return true;
  }

  @Override
  public boolean mends(Finding finding) {
    return finding.rule().equals(RULE)
        && finding.subject().contains(type.name().toString())
        && removals.keySet().stream().anyMatch(label -> finding.subject().contains(label));
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(type.name().name(), type.name().toString()));
    comparison.name().ifPresent(names::add);
    return names;
  }

  private List<String> left() {
    return type.texts().stream().filter(label -> !removals.containsKey(label)).toList();
  }

  private Map<String, String> mapping() {
    Map<String, String> mapping = new LinkedHashMap<>();
    removals.forEach((label, instead) -> {
      if (!instead.isEmpty()) {
        mapping.put(label, instead);
      }
    });
    return mapping;
  }

  @Override
  public List<Draft> drafts(Desk desk) {
    return written(desk) instanceof Plan.Ready(Recreation recreation, List<String> statements)
        ? desk.onlyHead().flatMap(head -> desk.write(change(head, recreation, statements))).stream()
            .toList()
        : List.of();
  }

  @Override
  public String unwritten(Desk desk) {
    return switch (written(desk)) {
      case Plan.Ready ready -> unwritten();
      case Plan.Impossible(String reason) -> reason;
    };
  }

  /** What is to be written. */
  private sealed interface Plan {
    /** These statements. */
    record Ready(Recreation recreation, List<String> statements) implements Plan {}

    /** Nothing can be. */
    record Impossible(String reason) implements Plan {}
  }

  private Plan written(Desk desk) {
    Optional<Desk.Head> head = desk.replayed().get();
    if (head.isEmpty() || !head.get().schema().enums().containsKey(type.name())) {
      return new Plan.Impossible(
          "the migrations cannot be run to their head here, so what hangs on the type is not"
              + " known");
    }
    if (left().isEmpty()) {
      return new Plan.Impossible("no label would be left");
    }
    try {
      Recreation recreation = recreation(head.get());
      return new Plan.Ready(recreation, recreation.statements());
    } catch (Recreation.Unknown unknown) {
      return new Plan.Impossible(unknown.reason());
    }
  }

  private Recreation recreation(Desk.Head head) {
    return new Recreation(
        head.dependents().of(type.name()), type.name(), type.texts(), left(), mapping());
  }

  private Change change(List<String> head, Recreation recreation, List<String> statements) {
    List<String> about = new ArrayList<>();
    removals.forEach((label, instead) ->
        about.add(
            instead.isEmpty()
                ? "    %s goes; rows that hold it make this fail".formatted(label)
                : "    %s goes; rows that hold it get %s".formatted(label, instead)));
    about.addAll(
        List.of(
            "",
            "The type is made anew: its tables are written anew under a lock, and connections",
            "that know the old type have to be opened again. What hangs on it is put back as",
            "the migrations made it."));
    if (recreation.renewsGranted()) {
      about.add(
          "What somebody granted by hand on a view or function below has to be granted again.");
    }
    recreation
        .moved()
        .forEach(column -> about.add("%s stands at the end of its table then.".formatted(column)));
    List<String> down = new ArrayList<>();
    List<String> there = new ArrayList<>(left());
    for (String label : type.texts()) {
      if (removals.containsKey(label)) {
        int place = type.texts().indexOf(label);
        String position =
            place == 0
                ? there.isEmpty() ? "" : " BEFORE " + Identifiers.literal(there.getFirst())
                : " AFTER " + Identifiers.literal(type.texts().get(place - 1));
        there.add(Math.min(place, there.size()), label);
        down.add(
            "ALTER TYPE %s ADD VALUE IF NOT EXISTS %s%s"
                .formatted(Names.sql(type.name()), Identifiers.literal(label), position));
      }
    }
    return new Change(
        "Take %s from %s".formatted(String.join(", ", removals.keySet()), type.name().name()),
        about,
        head,
        statements.stream().<Change.Step>map(Change.Step.Sql::new).toList(),
        List.of(
            new Change.Step.Apart(
                "The labels come back. Rows and defaults that got another one keep that.", down)),
        Optional.empty());
  }

  @Override
  public Optional<Rehearsal.Scene> scene(Desk desk, Draft draft) {
    List<String> labels =
        type.texts().stream()
            .filter(label -> !removals.getOrDefault(label, label).isEmpty())
            .toList();
    return Optional.of(Scenes.withRows(desk, draft, comparison.column(), labels));
  }

  @Override
  public Optional<String> objection(
      List<SchemaDifference> made, Schema after, List<Comparison> enums) {
    Optional<SchemaDifference> other = made.stream().filter(change -> !isOwn(change)).findFirst();
    if (other.isPresent()) {
      return Optional.of("it changes more than the type: " + other.get().words());
    }
    List<String> labels =
        Optional.ofNullable(after.enums().get(type.name())).map(EnumType::texts).orElse(List.of());
    return labels.equals(left())
        ? Optional.empty()
        : Optional.of("the type has the labels %s then".formatted(String.join(", ", labels)));
  }

  /** A default that was a label which went is the one that its rows got. */
  private boolean isOwn(SchemaDifference change) {
    return isOfType(change) || change.before().map(this::follows).equals(change.after());
  }

  /** Of types made of this one, the names are not known here: any constant will do. */
  @Override
  public String follows(String line) {
    return Constants.mapped(line, mapping());
  }

  private boolean isOfType(SchemaDifference change) {
    return change.part().kind().equals("type")
        && change.part().name().equals(type.name().toString());
  }

  @Override
  public boolean mayStay(SchemaDifference left) {
    return !isOfType(left) && isOwn(left);
  }

  @Override
  public String stays() {
    return "the labels are back, and defaults keep what they got";
  }

  @Override
  public List<String> kept(List<String> rows) {
    return rows.stream().map(held -> Constants.held(held, mapping())).sorted().toList();
  }
}
