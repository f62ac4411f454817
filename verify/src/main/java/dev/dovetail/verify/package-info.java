/** Every service's migrations, run for real on a disposable PostgreSQL, and what that shows. */
@NullMarked
package dev.dovetail.verify;

import org.jspecify.annotations.NullMarked;
