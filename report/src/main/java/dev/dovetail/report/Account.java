package dev.dovetail.report;

import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one side says of an enum: the code, the migrations, the replay, a database.
 *
 * @param labels in their order; empty where the side has no such enum
 */
record Account(String side, Optional<List<Label>> labels) {

  Account {
    labels = labels.map(List::copyOf);
  }

  String count() {
    return labels.map(it -> String.valueOf(it.size())).orElse("\u2013");
  }

  /** Its labels, and where each was read. */
  Map<String, Origin> places() {
    Map<String, Origin> places = new HashMap<>();
    labels.orElse(List.of()).forEach(label -> places.putIfAbsent(label.text(), label.origin()));
    return places;
  }
}
