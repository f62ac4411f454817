/** What code writes to a column of enums, where every place that does is understood. */
@NullMarked
package dev.dovetail.python.writes;

import org.jspecify.annotations.NullMarked;
