/** The guard in an application of Spring Boot: configured by being there. */
@NullMarked
package dev.dovetail.spring;

import org.jspecify.annotations.NullMarked;
