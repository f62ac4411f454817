/** What services have agreed on for tables that each of them has, and who departs from it. */
@NullMarked
package dev.dovetail.core.convention;

import org.jspecify.annotations.NullMarked;
