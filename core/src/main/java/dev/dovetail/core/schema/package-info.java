/** What a database holds, as its catalog would say it. */
@NullMarked
package dev.dovetail.core.schema;

import org.jspecify.annotations.NullMarked;
