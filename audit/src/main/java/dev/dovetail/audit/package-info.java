/** Live databases, read and held against what code and migrations say. */
@NullMarked
package dev.dovetail.audit;

import org.jspecify.annotations.NullMarked;
