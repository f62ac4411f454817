package dev.dovetail.python.model;

import java.util.Optional;

/**
 * The table that columns stand in.
 *
 * @param unknown why its name cannot be trusted
 */
record MappedTable(Optional<String> schema, String name, Optional<String> unknown) {}
