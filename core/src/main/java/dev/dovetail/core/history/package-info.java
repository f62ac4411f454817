/** The history of a schema: its revisions, their graph, and what came of playing it. */
@NullMarked
package dev.dovetail.core.history;

import org.jspecify.annotations.NullMarked;
