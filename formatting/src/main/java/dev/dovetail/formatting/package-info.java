/** The form of the sources: one command checks it, the same command puts it right. */
@NullMarked
package dev.dovetail.formatting;

import org.jspecify.annotations.NullMarked;
