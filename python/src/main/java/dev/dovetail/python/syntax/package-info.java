/** Python as text: tokens and the tree, with exact places. Nothing here is ever run. */
@NullMarked
package dev.dovetail.python.syntax;

import org.jspecify.annotations.NullMarked;
