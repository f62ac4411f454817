/**
 * A repository as a whole: its files, its services, its configuration, and the way through them.
 */
@NullMarked
package dev.dovetail.workspace;

import org.jspecify.annotations.NullMarked;
