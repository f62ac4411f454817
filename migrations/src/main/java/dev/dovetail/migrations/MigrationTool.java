package dev.dovetail.migrations;

import dev.dovetail.core.source.Tree;
import java.util.List;

/** A migration tool, as an object that knows its own files. */
public interface MigrationTool {

  /** As in {@code alembic}. */
  String name();

  /** Every tree of migrations in the files, by folder; backup copies left out. */
  List<MigrationTree> find(Tree tree);
}
