/** In which order migrations and releases can go out while everything runs, or why in none. */
@NullMarked
package dev.dovetail.core.plan;

import org.jspecify.annotations.NullMarked;
