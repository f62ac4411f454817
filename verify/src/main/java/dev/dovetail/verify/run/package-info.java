/** The services' own migration tools at work: which Python, which process, how it is confined. */
@NullMarked
package dev.dovetail.verify.run;

import org.jspecify.annotations.NullMarked;
