package dev.dovetail.postgres;

/**
 * A database that outlives the run.
 *
 * @param enter the command that leads a user into it
 * @param end the command that removes it, and the server where that is ours
 */
public record Kept(String enter, String end) {}
