package dev.dovetail.core.machine;

import dev.dovetail.core.source.Origin;

/**
 * PostgreSQL would refuse.
 *
 * @param sqlstate five characters, as in {@code 42710}
 * @param message in the server's words
 */
public record Refusal(String sqlstate, String message, Origin origin) implements Outcome {}
