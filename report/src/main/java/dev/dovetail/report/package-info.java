/** What was found, for people and for machines. */
@NullMarked
package dev.dovetail.report;

import org.jspecify.annotations.NullMarked;
