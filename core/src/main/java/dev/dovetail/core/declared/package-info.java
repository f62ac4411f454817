/** What application code believes in: its enums, and the columns it stores them in. */
@NullMarked
package dev.dovetail.core.declared;

import org.jspecify.annotations.NullMarked;
