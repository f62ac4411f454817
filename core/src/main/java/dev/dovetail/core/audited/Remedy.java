package dev.dovetail.core.audited;

/**
 * One way to end a mismatch.
 *
 * @param what to do, in the imperative
 * @param safety why it is safe, or what it endangers
 * @param cost in locks and rows
 * @param next the exact next command, statement, or edit
 */
public record Remedy(String what, String safety, String cost, String next) {}
