package dev.dovetail.migrations;

import dev.dovetail.core.source.Tree;
import dev.dovetail.python.modules.Modules;
import java.util.List;

/** A migration tool, as an object that knows its own files. */
public interface MigrationTool {

  /** As in {@code alembic}. */
  String name();

  /**
   * Every tree of migrations in the files, by folder; backup copies left out.
   *
   * @param modules the Python of the same files, read once for all who ask
   */
  List<MigrationTree> find(Tree tree, Modules modules);

  default List<MigrationTree> find(Tree tree) {
    return find(tree, new Modules(tree));
  }
}
