package dev.dovetail.core.plan;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Enums that go from service to service by events and APIs: the configuration names who consumes
 * them; whoever else has the enum may send it.
 */
final class Messages {

  private final Side from;
  private final Side to;
  private final Notes notes;

  Messages(Side from, Side to, Notes notes) {
    this.from = from;
    this.to = to;
    this.notes = notes;
  }

  void add(
      List<String> services,
      List<Place> places,
      Map<String, List<Optional<Version.Knows>>> old,
      Map<String, List<Optional<Version.Knows>>> late) {
    Set<String> enums = new TreeSet<>(from.said().consumers().keySet());
    enums.addAll(to.said().consumers().keySet());
    for (String name : enums) {
      Map<String, Optional<Version.Knows>> was = new TreeMap<>();
      Map<String, Optional<Version.Knows>> is = new TreeMap<>();
      Set<String> consumers =
          new LinkedHashSet<>(to.said().consumers().getOrDefault(name, List.of()));
      consumers.addAll(from.said().consumers().getOrDefault(name, List.of()));
      for (String consumer : consumers) {
        if (!services.contains(consumer)) {
          notes.note(
              "`[plan.consumers]` names `%s`, and no service is called so".formatted(consumer));
        }
      }
      for (String service : services) {
        was.put(service, knows(from, service, name, consumers));
        is.put(service, knows(to, service, name, consumers));
      }
      if (was.equals(is)) {
        continue;
      }
      places.add(
          new Place(
              "messages with " + name,
              Optional.empty(),
              List.of(new Shape.Anything()),
              written(was),
              List.of(),
              new TreeMap<>()));
      for (String service : services) {
        old.getOrDefault(service, new ArrayList<>()).add(was.get(service));
        late.getOrDefault(service, new ArrayList<>()).add(is.get(service));
      }
    }
  }

  private static List<String> written(Map<String, Optional<Version.Knows>> knows) {
    return knows.values().stream()
        .flatMap(Optional::stream)
        .flatMap(one -> one.writes().stream())
        .distinct()
        .toList();
  }

  /** A consumer that keeps no such enum itself sends none; who is no consumer reads none. */
  private Optional<Version.Knows> knows(
      Side side, String service, String name, Set<String> consumers) {
    Optional<ServiceFacts> facts = side.service(service).filter(it -> it.uses().contains(name));
    if (facts.isEmpty()) {
      return Optional.empty();
    }
    List<String> labels = labels(side, facts.get(), name);
    boolean stores =
        facts.get().comparisons().stream()
            .anyMatch(comparison -> comparison.name().equals(Optional.of(name)));
    List<String> writes =
        Said.of(side.said().writes(), service, name)
            .filter(said -> !said.contains(Said.ANY))
            .orElse(labels);
    List<String> reads = Said.of(side.said().reads(), service, name).orElse(labels);
    boolean consumes = consumers.contains(service);
    return Optional.of(
        new Version.Knows(
            consumes && !stores ? List.of() : writes,
            !consumes || reads.contains(Said.ANY) ? Optional.empty() : Optional.of(reads),
            Optional.empty()));
  }

  /** Messages carry values. Of several enums of the name, a service's own goes before. */
  private List<String> labels(Side side, ServiceFacts facts, String name) {
    List<DeclaredEnum> called =
        facts.namesakes().stream().filter(one -> one.name().equals(name)).toList();
    List<DeclaredEnum> own = called.stream().filter(one -> isBelow(one, facts.path())).toList();
    List<DeclaredEnum> chosen = own.isEmpty() ? called : own;
    if (chosen.size() != 1 || chosen.getFirst().unknown().isPresent()) {
      notes.doubt(
          "%s at %s: which labels `%s` has in messages is not known"
              .formatted(facts.name(), side.name(), name));
      return List.of();
    }
    return chosen.getFirst().members().stream()
        .filter(member -> member.aliasOf().isEmpty())
        .map(member -> member.value().orElse(member.name()))
        .toList();
  }

  private static boolean isBelow(DeclaredEnum declared, String folder) {
    return declared.origin() instanceof Origin.InFile file && file.path().startsWith(folder + "/");
  }
}
