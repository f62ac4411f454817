/** What a service's code expects of the database that it starts on, and whether it is there. */
@NullMarked
package dev.dovetail.core.expected;

import org.jspecify.annotations.NullMarked;
