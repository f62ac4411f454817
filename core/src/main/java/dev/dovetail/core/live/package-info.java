/**
 * What a running database says beyond its schema: who may use an enum type, and what hangs on it.
 */
@NullMarked
package dev.dovetail.core.live;

import org.jspecify.annotations.NullMarked;
