package dev.dovetail.core.declared;

import dev.dovetail.core.source.Origin;

/**
 * A model that belongs to the metadata which the migrations are made from, in a module that nothing
 * imports when they are made.
 *
 * @param metadata where the migrations' tool is given the metadata
 */
public record UnseenModel(String model, String table, Origin origin, Origin metadata) {}
