package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.convention.Conformity;
import dev.dovetail.core.convention.Departure;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.Index;
import dev.dovetail.migrations.Change;
import dev.dovetail.migrations.Draft;
import dev.dovetail.verify.Rehearsal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Indexes of a table become those that services have agreed on; built without keeping anybody from
 * the table, where the tool can do that.
 *
 * @param schema what the migrations make
 */
record AlignIndexes(String convention, ObjectName table, List<Departure> departures, Schema schema)
    implements Remedy {

  private static final String RULE = "convention-broken";
  private static final String PART = "index ";

  AlignIndexes {
    departures = List.copyOf(departures);
  }

  static List<AlignIndexes> among(List<Conformity> conformities, Schema schema) {
    Map<List<Object>, List<Departure>> byTable = new LinkedHashMap<>();
    for (Conformity conformity : conformities) {
      for (Departure departure : conformity.departures()) {
        if (departure.part().startsWith(PART)
            && departure.wanted().isPresent()
            && departure.remedy().isPresent()) {
          byTable
              .computeIfAbsent(
                  List.of(conformity.convention().name(), departure.table()),
                  key -> new ArrayList<>())
              .add(departure);
        }
      }
    }
    List<AlignIndexes> remedies = new ArrayList<>();
    byTable.forEach((key, departures) ->
        remedies.add(
            new AlignIndexes(
                (String) key.getFirst(), (ObjectName) key.getLast(), departures, schema)));
    return remedies;
  }

  @Override
  public String title() {
    if (departures.size() > 1) {
      return "bring %d indexes of %s in line with the convention %s"
          .formatted(departures.size(), table.name(), convention);
    }
    Departure departure = departures.getFirst();
    return "%s %s"
        .formatted(
            departure.actual().isPresent() ? "rebuild" : "add",
            departure.part().substring(PART.length()));
  }

  @Override
  public List<String> rules() {
    return List.of(RULE);
  }

  @Override
  public boolean mends(Finding finding) {
    return finding.rule().equals(RULE)
        && departures.stream()
            .anyMatch(departure ->
                finding.subject().equals(convention + " " + table + " " + departure.part()));
  }

  @Override
  public List<String> names() {
    return List.of();
  }

  private Optional<Index> former(Departure departure) {
    String name = departure.part().substring(PART.length());
    return Optional.ofNullable(schema.tables().get(table))
        .flatMap(found -> Optional.ofNullable(found.indexes().get(name)));
  }

  @Override
  public List<Draft> drafts(Desk desk) {
    if (departures.stream().anyMatch(it -> former(it).filter(old -> !old.exact()).isPresent())) {
      return List.of();
    }
    return desk.onlyHead().stream()
        .flatMap(head -> List.of(change(head, true), change(head, false)).stream())
        .flatMap(change -> desk.write(change).stream())
        .toList();
  }

  @Override
  public String unwritten() {
    return "the history has several heads, or what the index is now is not known exactly";
  }

  private Change change(List<String> head, boolean concurrently) {
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    for (Departure departure : departures) {
      for (String statement : departure.remedy().orElseThrow().split("; (?=CREATE |DROP )")) {
        up.add(statement);
      }
      String name = departure.part().substring(PART.length());
      down.add("DROP INDEX " + Identifiers.quote(table.schema()) + "." + Identifiers.quote(name));
      former(departure).ifPresent(old -> down.add(old.definition()));
    }
    return new Change(
        title().substring(0, 1).toUpperCase(Locale.ROOT) + title().substring(1),
        concurrently
            ? List.of(agreed(), "Built concurrently: nobody is kept from the table meanwhile.")
            : List.of(agreed(), "The table cannot be written to until the index is built."),
        head,
        steps(up, concurrently),
        steps(down, concurrently),
        Optional.empty());
  }

  private String agreed() {
    return "The convention %s wants it so for %s.".formatted(convention, table.name());
  }

  private static List<Change.Step> steps(List<String> statements, boolean concurrently) {
    return concurrently
        ? List.of(
            new Change.Step.Apart(
                "CONCURRENTLY runs in no transaction.",
                statements.stream()
                    .map(sql ->
                        sql.replaceFirst(
                                "^CREATE (UNIQUE )?INDEX ",
                                "CREATE $1INDEX CONCURRENTLY IF NOT EXISTS ")
                            .replaceFirst("^DROP INDEX ", "DROP INDEX CONCURRENTLY IF EXISTS "))
                    .toList()))
        : statements.stream().<Change.Step>map(Change.Step.Sql::new).toList();
  }

  @Override
  public Optional<Rehearsal.Scene> scene(Desk desk, Draft draft) {
    return Optional.of(Scenes.after(desk, desk.heads(), draft));
  }

  @Override
  public Optional<String> objection(
      List<SchemaDifference> made, Schema after, List<Comparison> enums) {
    return made.stream()
        .filter(change ->
            !change.part().kind().equals("index") || !change.part().name().startsWith(table + "."))
        .findFirst()
        .map(change -> "it changes more than the index: " + change.words());
  }
}
