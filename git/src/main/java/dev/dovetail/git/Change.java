package dev.dovetail.git;

import java.util.Optional;

/**
 * What a commit did to one file, against its first parent.
 *
 * @param path from the folder that was asked about
 * @param before the blob that stood there; empty where none did
 * @param after the blob that stands there now; empty where none does
 */
public record Change(String path, Optional<String> before, Optional<String> after) {}
