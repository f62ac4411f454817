package dev.dovetail.python.writes;

import dev.dovetail.core.declared.Written;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was found so far. The first place that is not understood makes all else idle. */
final class Gathered {

  private final SortedMap<String, Origin> labels = new TreeMap<>();
  private Optional<Written.Unsure> unsure = Optional.empty();
  private boolean writes;

  /** A label that may be written, for it is used here. */
  void label(String label, Sources.Source source, Node at) {
    labels.putIfAbsent(label, origin(source, at));
  }

  /** A place that writes the column. */
  void written(Collection<String> all, Sources.Source source, Node at) {
    writes = true;
    all.forEach(label -> label(label, source, at));
  }

  void unsure(String reason, Sources.Source source, Node at) {
    if (unsure.isEmpty()) {
      unsure = Optional.of(new Written.Unsure(reason, origin(source, at)));
    }
  }

  boolean isOver() {
    return unsure.isPresent();
  }

  Written all() {
    return unsure
        .<Written>map(why -> why)
        .orElseGet(() -> writes ? new Written.Seen(labels) : new Written.Nowhere());
  }

  private static Origin origin(Sources.Source source, Node at) {
    return new Origin.InFile(source.file().path(), at.span());
  }
}
