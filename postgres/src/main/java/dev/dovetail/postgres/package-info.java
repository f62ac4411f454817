/**
 * PostgreSQL itself: a disposable server, and what a real database holds. The only room that speaks
 * to a server.
 */
@NullMarked
package dev.dovetail.postgres;

import org.jspecify.annotations.NullMarked;
