package dev.dovetail.audit;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.postgres.Observation;
import dev.dovetail.postgres.ServerException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The lists of labels of one database; a table of codes is read once. */
final class Lists {

  private final Observation observation;
  private final Schema schema;
  private final Set<ObjectName> hidden;
  private final Map<Comparison.Column, Optional<List<String>>> read = new HashMap<>();
  private final Set<String> unseen = new TreeSet<>();

  /**
   * @param hidden tables of which no rows are shown, or not all
   */
  Lists(Observation observation, Schema schema, Map<ObjectName, Boolean> hidden) {
    this.observation = observation;
    this.schema = schema;
    this.hidden = hidden.keySet();
  }

  /** Those that the column of a comparison is held to, where it holds text. */
  List<LabelList> of(Comparison live) throws ServerException {
    if (live.verdict() != Verdict.TEXT && live.verdict() != Verdict.MISSING_TYPE) {
      return List.of();
    }
    List<LabelList> lists = new ArrayList<>(CheckList.of(live, schema));
    for (Comparison.Column place : LookupTable.referred(live, schema)) {
      at(place, true).ifPresent(lists::add);
    }
    return lists;
  }

  /** A table of codes; empty where it cannot be read, and where it is too long for one. */
  Optional<LabelList> at(Comparison.Column place, boolean enforced) throws ServerException {
    Optional<List<String>> codes = Optional.ofNullable(read.get(place)).orElse(Optional.empty());
    if (!haveRead(place)) {
      codes =
          hidden.contains(place.table())
              ? Optional.empty()
              : observation.codes(place.table(), place.name(), LookupTable.MOST + 1);
      read.put(place, codes);
      if (codes.isEmpty()) {
        unseen.add("the codes in `%s`".formatted(place));
      } else if (codes.get().size() > LookupTable.MOST) {
        unseen.add(
            "whether `%s` is a list of labels: it has more than %d rows"
                .formatted(place, LookupTable.MOST));
      }
    }
    return codes
        .filter(labels -> labels.size() <= LookupTable.MOST)
        .map(labels -> new LookupTable(place, labels, enforced));
  }

  boolean haveRead(Comparison.Column place) {
    return read.containsKey(place);
  }

  /** What could not be looked at. */
  List<String> unseen() {
    return List.copyOf(unseen);
  }
}
