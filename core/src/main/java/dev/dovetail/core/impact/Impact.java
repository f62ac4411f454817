package dev.dovetail.core.impact;

import java.util.List;
import java.util.Optional;

/**
 * Everything that a change of an enum or label touches.
 *
 * @param name as it was asked for
 * @param label one of its labels or members, where that was asked for
 * @param types the types that keep it, each once
 * @param labels how many labels it has
 * @param touches by service, then by kind and place
 * @param change what was asked about, if anything
 * @param effects what comes of that change, and what to do, a sentence each, in the order of doing
 * @param notes what is not known
 */
public record Impact(
    String name,
    Optional<String> label,
    List<String> types,
    int labels,
    List<Touch> touches,
    List<Reader> readers,
    Optional<Change> change,
    List<String> effects,
    List<String> notes) {

  public Impact {
    types = List.copyOf(types);
    touches = List.copyOf(touches);
    readers = List.copyOf(readers);
    effects = List.copyOf(effects);
    notes = List.copyOf(notes);
  }

  /** The services that have a part in it. */
  public List<String> services() {
    return touches.stream()
        .filter(Touch::read)
        .map(Touch::service)
        .filter(service -> !service.isEmpty())
        .distinct()
        .toList();
  }

  public long count(Touch.Kind kind) {
    return touches.stream().filter(touch -> touch.kind() == kind).count();
  }
}
