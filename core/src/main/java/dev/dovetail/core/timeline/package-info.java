/**
 * How an enum of the code and its type in the migrations came to be as they are, commit by commit.
 */
@NullMarked
package dev.dovetail.core.timeline;

import org.jspecify.annotations.NullMarked;
