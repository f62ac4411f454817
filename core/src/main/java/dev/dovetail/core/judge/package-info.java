/** Opinions on facts: rules, and the findings they make. */
@NullMarked
package dev.dovetail.core.judge;

import org.jspecify.annotations.NullMarked;
