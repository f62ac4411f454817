/** Which file of a repository an import means. */
@NullMarked
package dev.dovetail.python.modules;

import org.jspecify.annotations.NullMarked;
