/**
 * What Python code takes from its surroundings: environment variables, and arguments of Alembic.
 */
@NullMarked
package dev.dovetail.python.settings;

import org.jspecify.annotations.NullMarked;
