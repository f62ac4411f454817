/** What an audit of live databases found out. */
@NullMarked
package dev.dovetail.core.audited;

import org.jspecify.annotations.NullMarked;
