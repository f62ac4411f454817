/** What a change of an enum, or of one of its labels, touches. */
@NullMarked
package dev.dovetail.core.impact;

import org.jspecify.annotations.NullMarked;
