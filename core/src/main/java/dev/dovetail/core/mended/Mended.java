package dev.dovetail.core.mended;

import java.util.List;
import java.util.Optional;

/**
 * A fault, and what came of mending it.
 *
 * @param title what is done, as in {@code add 7 labels to `batch_status_enum`}
 * @param rules whose findings it mends
 * @param files what would be written; of what is withheld, what was tried
 * @param proof what was run and what came of it, a sentence each; empty where it was not proven
 * @param withheld why it is not offered; empty where it was proven
 * @param tried whether it could be tried here, as far as it came to that
 */
public record Mended(
    String service,
    String title,
    List<String> rules,
    List<FileChange> files,
    List<String> proof,
    Optional<String> withheld,
    boolean tried) {

  public Mended {
    rules = List.copyOf(rules);
    files = List.copyOf(files);
    proof = List.copyOf(proof);
  }

  public boolean isProven() {
    return withheld.isEmpty();
  }
}
