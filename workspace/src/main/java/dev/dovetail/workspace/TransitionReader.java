package dev.dovetail.workspace;

import dev.dovetail.core.source.Origin;
import dev.dovetail.workspace.Transitions.Moves;
import dev.dovetail.workspace.Transitions.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Reads {@code [transitions.NAME]}: a line for each state, with the states that may follow it. */
final class TransitionReader {

  private static final String INITIAL = "initial";

  private final TomlValues values;

  TransitionReader(TomlValues values) {
    this.values = values;
  }

  List<Transitions> read(TomlTable top) throws ConfigurationException {
    List<Transitions> transitions = new ArrayList<>();
    Optional<TomlTable> all = values.table(top, "transitions");
    if (all.isPresent()) {
      for (String name : all.get().keySet()) {
        TomlTable table = values.table(all.get(), name).orElseThrow();
        transitions.add(of(name, values.at(all.get(), name), table));
      }
    }
    return transitions;
  }

  private Transitions of(String name, Origin at, TomlTable table) throws ConfigurationException {
    Optional<List<State>> initial = Optional.empty();
    List<Moves> from = new ArrayList<>();
    for (String label : table.keySet()) {
      List<State> states = states(table, label);
      if (label.equals(INITIAL)) {
        initial = Optional.of(states);
      } else {
        from.add(new Moves(new State(label, values.at(table, label)), states));
      }
    }
    return new Transitions(name, at, initial, from);
  }

  private List<State> states(TomlTable table, String key) throws ConfigurationException {
    if (!(table.get(List.of(key)) instanceof TomlArray array)) {
      throw values.problem(
          table, key, "`%s` is a list of the states that may follow".formatted(key));
    }
    List<State> states = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (!(array.get(i) instanceof String label)) {
        throw values.problem(
            array.inputPositionOf(i), "`%s` is a list of labels, in quotes".formatted(key));
      }
      states.add(new State(label, values.at(array.inputPositionOf(i))));
    }
    return states;
  }
}
