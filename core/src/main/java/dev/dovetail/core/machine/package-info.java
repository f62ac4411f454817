/**
 * The PostgreSQL machine: it takes statements and holds what PostgreSQL would hold, or refuses what
 * PostgreSQL refuses. It knows DDL and nothing else: no tool, no file, no Python.
 */
@NullMarked
package dev.dovetail.core.machine;

import org.jspecify.annotations.NullMarked;
