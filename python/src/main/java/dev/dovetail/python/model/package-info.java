/**
 * From Python code to the enums it declares and the columns it stores them in. Nothing is ever run.
 */
@NullMarked
package dev.dovetail.python.model;

import org.jspecify.annotations.NullMarked;
