package dev.dovetail.core.expected;

import dev.dovetail.core.schema.ObjectName;
import java.util.List;

/**
 * An enum type of a running database.
 *
 * @param visible whether the search path leads to it
 */
public record LiveType(ObjectName name, boolean visible, List<String> labels) {

  public LiveType {
    labels = List.copyOf(labels);
  }
}
