package dev.dovetail.migrations.sqlfolder;

import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.MigrationTool;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.python.modules.Modules;
import java.util.ArrayList;
import java.util.List;

/** Numbered SQL files in a folder, each with its way up and perhaps its way down. */
public final class SqlFolderTool implements MigrationTool {

  static final String NAME = "sql-folder";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<MigrationTree> find(Tree tree, Modules modules) {
    List<MigrationTree> trees = new ArrayList<>();
    new FolderFinder(tree.files())
        .folders()
        .forEach((folder, files) -> SqlFolderTree.read(tree, folder, files).ifPresent(trees::add));
    return trees;
  }
}
