/**
 * The guard that an application embeds: when it starts, its enums are held against the types of the
 * database that it is about to use. Java 17, and nothing but the JDK.
 */
@NullMarked
package dev.dovetail.guard;

import org.jspecify.annotations.NullMarked;
