/**
 * What Python expressions come to: an interpreter over the tree of a file that evaluates what can
 * be known without running anything, and says of the rest that it is unknown, and why.
 */
@NullMarked
package dev.dovetail.python.value;

import org.jspecify.annotations.NullMarked;
