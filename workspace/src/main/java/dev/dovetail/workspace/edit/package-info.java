/**
 * Changes of text that take findings away: where they go, whether they help, what comes of them.
 */
@NullMarked
package dev.dovetail.workspace.edit;

import org.jspecify.annotations.NullMarked;
