package dev.dovetail.workspace;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.source.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The moves that a repository allows between the states of an enum: {@code [transitions.NAME]}.
 *
 * @param name of the enum's type, its column, or the enum itself
 * @param initial where things begin, if it is said
 * @param from every state that a line begins with, with what may follow it
 */
public record Transitions(String name, Origin at, Optional<List<State>> initial, List<Moves> from) {

  public Transitions {
    initial = initial.map(List::copyOf);
    from = List.copyOf(from);
  }

  /** A state, and where it is written. */
  public record State(String label, Origin at) {}

  /** What may follow a state. */
  public record Moves(State from, List<State> to) {
    public Moves {
      to = List.copyOf(to);
    }
  }

  /** Whether it speaks of an enum in a column. */
  public boolean concerns(Comparison comparison) {
    return names(comparison).contains(name);
  }

  /** By what an enum can be called here. */
  public static Set<String> names(Comparison comparison) {
    Set<String> names = new LinkedHashSet<>();
    comparison
        .typeName()
        .ifPresent(type -> {
          names.add(type.substring(type.indexOf('.') + 1));
          names.add(type);
        });
    comparison
        .column()
        .ifPresent(column -> {
          names.add(column.toString());
          names.add(column.table() + "." + column.name());
        });
    comparison.name().ifPresent(names::add);
    return names;
  }

  /** Every state that is named, once, in the order of their first mention. */
  public List<State> states() {
    Map<String, State> states = new java.util.LinkedHashMap<>();
    initial.ifPresent(all -> all.forEach(state -> states.putIfAbsent(state.label(), state)));
    for (Moves moves : from) {
      states.putIfAbsent(moves.from().label(), moves.from());
      moves.to().forEach(state -> states.putIfAbsent(state.label(), state));
    }
    return List.copyOf(states.values());
  }

  /**
   * Where things begin: as it is said, else the states that no move leads to, else the first of the
   * enum.
   */
  public List<String> starts(List<String> labels) {
    if (initial.isPresent()) {
      return initial.get().stream().map(State::label).toList();
    }
    Set<String> entered = new LinkedHashSet<>();
    from.forEach(moves ->
        moves.to().stream()
            .map(State::label)
            .filter(label -> !label.equals(moves.from().label()))
            .forEach(entered::add));
    List<String> starts =
        from.stream()
            .filter(moves -> !moves.to().isEmpty())
            .map(moves -> moves.from().label())
            .filter(label -> !entered.contains(label))
            .toList();
    return starts.isEmpty() ? labels.stream().limit(1).toList() : starts;
  }

  /**
   * The shortest way to each state that can be reached, with the state itself at its end; in the
   * order in which they are found.
   */
  public Map<String, List<String>> ways(List<String> labels) {
    Map<String, List<String>> next = new HashMap<>();
    from.forEach(moves ->
        next.computeIfAbsent(moves.from().label(), label -> new ArrayList<>())
            .addAll(moves.to().stream().map(State::label).toList()));
    Map<String, List<String>> ways = new java.util.LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>();
    for (String start : starts(labels)) {
      if (ways.putIfAbsent(start, List.of(start)) == null) {
        open.add(start);
      }
    }
    while (!open.isEmpty()) {
      String here = open.remove();
      for (String to : next.getOrDefault(here, List.of())) {
        if (!ways.containsKey(to)) {
          List<String> way = new ArrayList<>(ways.getOrDefault(here, List.of()));
          way.add(to);
          ways.put(to, List.copyOf(way));
          open.add(to);
        }
      }
    }
    return ways;
  }

  /** Refuses a state that is none of these labels. */
  public void refuseStrangers(Collection<String> labels) throws ConfigurationException {
    for (State state : states()) {
      if (!labels.contains(state.label())) {
        throw problem(
            state.at(),
            "`%s` is no label of `%s`; %s"
                .formatted(state.label(), name, Nearest.hint(state.label(), labels)));
      }
    }
  }

  /** Nothing is called so. */
  public ConfigurationException stranger(Collection<String> known) {
    return problem(
        at,
        "no enum, type or column is called `%s`; %s".formatted(name, Nearest.hint(name, known)));
  }

  private static ConfigurationException problem(Origin at, String message) {
    return at instanceof Origin.InFile file
        ? new ConfigurationException(file.path(), file.span().line(), file.span().column(), message)
        : new ConfigurationException(message);
  }
}
