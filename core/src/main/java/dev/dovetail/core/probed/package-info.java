/** What probing databases found out. */
@NullMarked
package dev.dovetail.core.probed;

import org.jspecify.annotations.NullMarked;
