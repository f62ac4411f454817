package dev.dovetail.python.modules;

import java.util.Optional;

/**
 * A module or package of the repository.
 *
 * @param folder of a package, its folder; of a module in a single file, empty
 * @param file what is run when it is imported; a package without {@code __init__.py} has none
 */
public record Module(Optional<String> folder, Optional<String> file) {}
