/** The command line: words in, calls and an exit code out. */
@NullMarked
package dev.dovetail.cli;

import org.jspecify.annotations.NullMarked;
