package dev.dovetail.migrations.sqlfolder;

import dev.dovetail.core.history.Revision;
import java.util.Optional;

/** A migration of a folder, and its ways. */
public record SqlStep(Revision revision, Optional<Script> up, Optional<Script> down) {}
