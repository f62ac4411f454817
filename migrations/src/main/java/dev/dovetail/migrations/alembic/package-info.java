/**
 * Alembic: its configuration, its graph of revisions, and its operations as statements.
 *
 * <p>{@link dev.dovetail.migrations.alembic.AlembicTool} finds the trees and reads their graphs; a
 * play evaluates each migration's {@code upgrade()} or {@code downgrade()} and lets every {@code
 * op.*} act on the session at once, for migrations ask what the database holds.
 */
@NullMarked
package dev.dovetail.migrations.alembic;

import org.jspecify.annotations.NullMarked;
