/** What the code believes beside what the migrations make: bindings, and how the two part. */
@NullMarked
package dev.dovetail.core.compare;

import org.jspecify.annotations.NullMarked;
