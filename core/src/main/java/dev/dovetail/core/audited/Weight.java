package dev.dovetail.core.audited;

import dev.dovetail.core.judge.Criticality;

/** How much a mismatch would matter, and why; {@code reason} is half a sentence. */
public record Weight(Criticality criticality, String reason) {}
