/** Commits, and the files they hold, by git's command line; nothing is checked out. */
@NullMarked
package dev.dovetail.git;

import org.jspecify.annotations.NullMarked;
