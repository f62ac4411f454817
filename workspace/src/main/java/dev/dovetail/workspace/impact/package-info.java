/** Finds everything that a change of an enum or label touches. */
@NullMarked
package dev.dovetail.workspace.impact;

import org.jspecify.annotations.NullMarked;
