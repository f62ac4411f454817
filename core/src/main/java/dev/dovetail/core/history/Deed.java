package dev.dovetail.core.history;

import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;

/**
 * One statement that a migration sent while its history was played.
 *
 * @param before the database, and the transaction, as they were before it
 * @param refused whether PostgreSQL refuses it there
 */
public record Deed(
    String revision, Statement statement, Origin origin, Session before, boolean refused) {}
