package dev.dovetail.migrations.sqlfolder;

import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.MigrationTool;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.python.modules.Modules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    FolderFinder finder = new FolderFinder(tree.files());
    Set<String> paths = finder.paths();
    finder
        .folders()
        .forEach((folder, files) ->
            SqlFolderTree.read(tree, folder, files, FolderFinder.ofRust(paths, folder))
                .ifPresent(trees::add));
    return trees;
  }

  /** The migrations of a tree with what is sent for each; empty where another tool has found it. */
  public static Optional<List<SqlStep>> steps(MigrationTree tree) {
    return tree instanceof SqlFolderTree folder ? Optional.of(folder.steps()) : Optional.empty();
  }
}
