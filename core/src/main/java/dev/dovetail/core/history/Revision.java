package dev.dovetail.core.history;

import dev.dovetail.core.source.Origin;
import java.util.List;

/**
 * One migration.
 *
 * @param parents the revisions it follows, in their written order
 * @param dependsOn revisions that must run before it without being its parents
 * @param title what it says it does; empty where it says nothing
 * @param file relative to the tree
 * @param origin where its id is written
 */
public record Revision(
    String id,
    List<String> parents,
    List<String> dependsOn,
    List<String> branchLabels,
    String title,
    String file,
    Origin origin) {
  public Revision {
    parents = List.copyOf(parents);
    dependsOn = List.copyOf(dependsOn);
    branchLabels = List.copyOf(branchLabels);
  }
}
