/** Rows that tables take, made up from what a catalog says. */
@NullMarked
package dev.dovetail.postgres.rows;

import org.jspecify.annotations.NullMarked;
