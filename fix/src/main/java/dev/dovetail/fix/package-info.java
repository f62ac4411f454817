/** Mends what was found: writes what is missing, and proves it before it is offered. */
@NullMarked
package dev.dovetail.fix;

import org.jspecify.annotations.NullMarked;
