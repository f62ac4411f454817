package dev.dovetail.core.machine;

/** What comes of a statement: the session after it, or a refusal (and then nothing has changed). */
public sealed interface Outcome permits Session, Refusal {}
