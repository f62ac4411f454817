/** The distribution: what is done to the jars before they are packed. Never shipped itself. */
@NullMarked
package dev.dovetail.distribution;

import org.jspecify.annotations.NullMarked;
