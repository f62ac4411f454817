/**
 * The statements that change what a database holds: the language between whoever reads migrations
 * and the PostgreSQL machine. It knows no tool and no file format.
 */
@NullMarked
package dev.dovetail.core.statement;

import org.jspecify.annotations.NullMarked;
