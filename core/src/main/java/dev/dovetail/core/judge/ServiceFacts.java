package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.compare.Midway;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.convention.Conformity;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.UnseenModel;
import dev.dovetail.core.declared.Usage;
import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that is known of a service when it is judged.
 *
 * @param path its folder
 * @param told what its migrations come to; empty where none were found
 * @param uses enums that its code uses, by name, whether it stores them or not
 * @param critical how much the team says it matters
 * @param unreadable files of its code that could not be read
 * @param conformities how it stands to what services have agreed on
 * @param columns those that its code stores enums in, however they are stored
 * @param tables those that its code believes in
 * @param namesakes the enums of the whole repository
 * @param neighbours what the migrations of every service come to, by its name
 * @param usage how its code uses tables
 * @param unseen models that new migrations would not be made from
 */
public record ServiceFacts(
    String name,
    String path,
    Optional<Told> told,
    List<Comparison> comparisons,
    List<String> uses,
    Optional<Criticality> critical,
    List<HistoryFault.Unreadable> unreadable,
    List<Conformity> conformities,
    List<EnumColumn> columns,
    List<DeclaredTable> tables,
    List<DeclaredEnum> namesakes,
    Map<String, Told> neighbours,
    Usage usage,
    List<UnseenModel> unseen) {

  public ServiceFacts {
    comparisons = List.copyOf(comparisons);
    uses = List.copyOf(uses);
    unreadable = List.copyOf(unreadable);
    conformities = List.copyOf(conformities);
    columns = List.copyOf(columns);
    tables = List.copyOf(tables);
    namesakes = List.copyOf(namesakes);
    neighbours = Collections.unmodifiableSortedMap(new TreeMap<>(neighbours));
    unseen = List.copyOf(unseen);
  }

  /** Where nothing is known of tables and how they are used. */
  public ServiceFacts(
      String name,
      String path,
      Optional<Told> told,
      List<Comparison> comparisons,
      List<String> uses,
      Optional<Criticality> critical,
      List<HistoryFault.Unreadable> unreadable,
      List<Conformity> conformities) {
    this(
        name,
        path,
        told,
        comparisons,
        uses,
        critical,
        unreadable,
        conformities,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Usage.none(),
        List.of());
  }

  /** The same facts under another name. */
  public ServiceFacts named(String other) {
    return new ServiceFacts(
        other,
        path,
        told,
        comparisons,
        uses,
        critical,
        unreadable,
        conformities,
        columns,
        tables,
        namesakes,
        neighbours,
        usage,
        unseen);
  }

  /** Whether a file of it could not be read, so that something may be hidden there. */
  boolean isPartlyUnread() {
    return !unreadable.isEmpty() || !faults(HistoryFault.Unreadable.class).isEmpty();
  }

  /** What its history takes to be there before the first migration. */
  Optional<Midway> midway() {
    return told.flatMap(Told::midway);
  }

  /** Whether the place is in a file that could not be read: another rule speaks of that. */
  boolean isUnreadable(Origin at) {
    return at instanceof Origin.InFile place
        && Stream.concat(unreadable.stream(), faults(HistoryFault.Unreadable.class).stream())
            .anyMatch(file -> file.file().equals(place.path()));
  }

  /** An opinion on each drift of one kind. */
  <D extends Drift> List<Finding> each(Class<D> kind, BiFunction<Comparison, D, Finding> opinion) {
    return each(kind, drift -> true, opinion);
  }

  /** An opinion on those of one kind that no other rule speaks of. */
  <D extends Drift> List<Finding> each(
      Class<D> kind, Predicate<D> own, BiFunction<Comparison, D, Finding> opinion) {
    List<Finding> findings = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      for (Drift drift : comparison.drifts()) {
        if (kind.isInstance(drift) && own.test(kind.cast(drift))) {
          findings.add(opinion.apply(comparison, kind.cast(drift)));
        }
      }
    }
    return findings;
  }

  /** The faults of one kind in the history. */
  <F extends HistoryFault> List<F> faults(Class<F> kind) {
    return told.stream()
        .flatMap(history -> history.faults().stream())
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }
}
