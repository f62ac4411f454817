/** PostgreSQL's SQL as text: tokens, statements, and what each means to the machine. */
@NullMarked
package dev.dovetail.sql;

import org.jspecify.annotations.NullMarked;
