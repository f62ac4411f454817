package dev.dovetail.core.machine;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Touches;

/** Something that the machine could not know, and which answers it could change. */
public record Doubt(String reason, Origin origin, Touches touches) {}
