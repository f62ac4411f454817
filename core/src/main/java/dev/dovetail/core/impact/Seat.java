package dev.dovetail.core.impact;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.schema.ObjectName;
import java.util.Optional;

/**
 * Where a service keeps labels of what is asked about.
 *
 * @param type empty where they are kept as text
 * @param column empty where no code declares one
 */
public record Seat(String service, Optional<ObjectName> type, Optional<Comparison.Column> column) {}
