/** Conventions across services, held against what migrations really made. */
@NullMarked
package dev.dovetail.verify.convention;

import org.jspecify.annotations.NullMarked;
