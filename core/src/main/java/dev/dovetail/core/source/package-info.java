/** Where facts come from: trees of files, and the origin that every fact carries. */
@NullMarked
package dev.dovetail.core.source;

import org.jspecify.annotations.NullMarked;
