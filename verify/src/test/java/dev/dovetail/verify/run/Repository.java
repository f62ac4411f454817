package dev.dovetail.verify.run;

import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A repository in a folder of its own, written file by file. */
final class Repository {

  static final String ENV =
      """
      import os
      from alembic import context
      from sqlalchemy import create_engine, pool

      engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
      with engine.connect() as connection:
          context.configure(connection=connection)
          with context.begin_transaction():
              context.run_migrations()
      """;

  final Path root;

  Repository(Path root) {
    this.root = root;
  }

  /** A service named shop with Alembic in it, run with a Python of the test's choice. */
  static Repository shop(Path root, Stacks stack) {
    return new Repository(root)
        .file(
            "dovetail.toml",
            """
            [[service]]
            path = "shop"
            python = "%s"
            """
                .formatted(stack.python()))
        .file("shop/alembic.ini", "[alembic]\nscript_location = migrations\n")
        .file("shop/migrations/env.py", ENV);
  }

  Repository file(String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A migration of the service shop. */
  Repository migration(String id, String after, String upgrade, String downgrade) {
    return file(
        "shop/migrations/versions/" + id + ".py",
        """
        from alembic import op
        import sqlalchemy as sa
        import os, sys, time

        revision = "%s"
        down_revision = %s


        def upgrade():
        %s

        def downgrade():
        %s
        """
            .formatted(
                id,
                after.isEmpty() ? "None" : "\"" + after + "\"",
                upgrade.strip().indent(4),
                downgrade.strip().indent(4)));
  }

  Workspace workspace() {
    try {
      FolderTree tree = FolderTree.of(root);
      return Workspace.open(tree, tree.name(), Versions.open());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  Runners.Start start(RunOptions options) {
    Workspace workspace = workspace();
    Service service = workspace.services().getFirst();
    return Runners.of(workspace, service, options);
  }

  Runner runner(RunOptions options) {
    return switch (start(options)) {
      case Runners.Ready ready -> ready.runner();
      case Runners.Refused refused -> throw new AssertionError(refused.failure().message());
    };
  }

  Runner runner() {
    return runner(RunOptions.in(root));
  }
}
