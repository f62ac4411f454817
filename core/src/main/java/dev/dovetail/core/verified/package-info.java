/** What came of running the migrations of services for real: checks, outcomes, findings. */
@NullMarked
package dev.dovetail.core.verified;

import org.jspecify.annotations.NullMarked;
