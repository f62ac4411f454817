package dev.dovetail.core.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How all enums of a repository came about.
 *
 * @param commits of the mainline, all of them
 * @param looked how many of them touch what is read
 * @param unseen what could not be seen, a sentence each
 * @param hindsight what checks would have said, where that was asked
 */
public record Timeline(
    List<EnumTimeline> enums,
    int commits,
    int looked,
    List<String> unseen,
    Optional<Hindsight> hindsight) {

  public Timeline {
    enums = List.copyOf(enums);
    unseen = List.copyOf(unseen);
  }

  /** The same, of some enums alone. */
  public Timeline of(Predicate<EnumTimeline> wanted) {
    return new Timeline(enums.stream().filter(wanted).toList(), commits, looked, unseen, hindsight);
  }

  /** The same, and one thing more that could not be seen. */
  public Timeline noting(String note) {
    List<String> all = new ArrayList<>(unseen);
    all.add(note);
    return new Timeline(enums, commits, looked, all, hindsight);
  }
}
