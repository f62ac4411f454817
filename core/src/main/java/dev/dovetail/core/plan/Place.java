package dev.dovetail.core.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where labels are kept: a column, or the messages that carry an enum from service to service.
 *
 * @param name as in {@code orders.status}; of messages, the enum that they carry
 * @param ladder the database of the column, by its place in the rollout; messages have none
 * @param shapes what it takes in, one for each height of the ladder; of messages, one
 * @param held labels that may be there before anything is done
 * @param moves what each rung does to the rows; as many as there are rungs
 * @param successors for labels that go: what their rows are to become, where that is known
 */
public record Place(
    String name,
    Optional<Integer> ladder,
    List<Shape> shapes,
    List<String> held,
    List<Moves> moves,
    SortedMap<String, String> successors) {

  public Place {
    shapes = List.copyOf(shapes);
    held = List.copyOf(held);
    moves = List.copyOf(moves);
    successors = Collections.unmodifiableSortedMap(new TreeMap<>(successors));
  }

  /**
   * What a rung does to rows that are there.
   *
   * @param known labels that become others
   * @param unknown whether it also changes rows in a way that is not known
   */
  public record Moves(SortedMap<String, String> known, boolean unknown) {
    public Moves {
      known = Collections.unmodifiableSortedMap(new TreeMap<>(known));
    }

    public static Moves none() {
      return new Moves(new TreeMap<>(Map.of()), false);
    }
  }

  boolean isMessages() {
    return ladder.isEmpty();
  }
}
