/** The laws of the house, held against every class of it. */
@NullMarked
package dev.dovetail.architecture;

import org.jspecify.annotations.NullMarked;
