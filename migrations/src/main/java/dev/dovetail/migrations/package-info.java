/** Migration tools: each finds its trees, reads their history and plays it on the machine. */
@NullMarked
package dev.dovetail.migrations;

import org.jspecify.annotations.NullMarked;
