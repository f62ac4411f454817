package dev.dovetail.report;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Origin.InFile;
import dev.dovetail.core.source.Tree;
import java.util.Optional;

/**
 * What a report needs beside itself.
 *
 * @param tree where excerpts are read; what is in a commit, by {@code COMMIT:path}
 * @param quiet leaves out what is no finding
 * @param from the way from where the command was given to the tree, as in {@code services/orders}:
 *     hosts of code count paths from there. Empty for the same folder
 * @param version Dovetail's own
 */
public record Look(Tree tree, boolean coloured, boolean quiet, String from, String version) {

  /** A place as hosts of code count it; empty for what is in no file. */
  Optional<InFile> place(Origin origin) {
    return Place.of(origin)
        .map(file -> from.isEmpty() ? file : new InFile(from + "/" + file.path(), file.span()));
  }
}
