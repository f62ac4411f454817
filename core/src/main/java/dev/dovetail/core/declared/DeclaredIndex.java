package dev.dovetail.core.declared;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * An index of a declared table.
 *
 * @param columns in order; unsure where an expression is among them
 * @param method as in {@code gin}; empty for the usual one
 * @param predicate of a partial index
 */
public record DeclaredIndex(
    Reading<String> name,
    Reading<List<String>> columns,
    boolean unique,
    Optional<String> method,
    Optional<Reading<String>> predicate,
    Origin origin) {}
