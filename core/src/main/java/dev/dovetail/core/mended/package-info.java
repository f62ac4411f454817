/** What a fix would write, and what was found when it was tried. */
@NullMarked
package dev.dovetail.core.mended;

import org.jspecify.annotations.NullMarked;
