/** The command line: words into calls. */
@NullMarked
package dev.dovetail.cli;

import org.jspecify.annotations.NullMarked;
