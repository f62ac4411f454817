package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.MigrationTool;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.python.modules.Modules;
import java.util.List;
import java.util.Optional;

/** Alembic, the migration tool of SQLAlchemy. */
public final class AlembicTool implements MigrationTool {

  @Override
  public String name() {
    return "alembic";
  }

  /** How a tree is configured; empty for a tree of another tool. */
  public static Optional<AlembicSettings> settings(MigrationTree tree) {
    return tree instanceof AlembicTree alembic ? Optional.of(alembic.settings()) : Optional.empty();
  }

  @Override
  public List<MigrationTree> find(Tree tree, Modules modules) {
    ConfigurationFinder finder = new ConfigurationFinder(tree);
    Pins pins = new Pins(tree, finder.files(), modules);
    return finder.find().stream()
        .sorted(AlembicTool::byFolder)
        .<MigrationTree>map(found -> AlembicTree.read(found, finder.files(), modules, pins))
        .toList();
  }

  private static int byFolder(Configuration one, Configuration other) {
    int folders = one.folder().compareTo(other.folder());
    return folders != 0 ? folders : one.scripts().compareTo(other.scripts());
  }
}
