package dev.dovetail.core.impact;

import dev.dovetail.core.source.Origin;

/**
 * Code that meets labels, and what becomes of one that it does not know.
 *
 * @param what it is, in a few words
 * @param does what happens then
 * @param fails whether that is an error
 */
public record Reader(String service, String what, String does, boolean fails, Origin at) {}
