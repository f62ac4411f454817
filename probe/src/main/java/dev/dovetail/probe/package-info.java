/** Enums tried out on databases: rows are stored, read back, and taken back. */
@NullMarked
package dev.dovetail.probe;

import org.jspecify.annotations.NullMarked;
