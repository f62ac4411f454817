package dev.dovetail.verify;

import dev.dovetail.verify.run.Stacks;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A repository of services with Alembic, written file by file. */
final class Services {

  private static final String ENV =
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

  private final Path root;
  private final String python;
  private final StringBuilder configuration = new StringBuilder();

  Services(Path root, Stacks stack) {
    this.root = root;
    this.python = stack.python();
  }

  Service service(String name, String... options) {
    configuration.append("[[service]]\npath = \"").append(name).append("\"\n");
    configuration.append("python = \"").append(python).append("\"\n");
    Arrays.stream(options).forEach(option -> configuration.append(option).append('\n'));
    write("dovetail.toml", configuration.toString());
    write(name + "/alembic.ini", "[alembic]\nscript_location = migrations\n");
    write(name + "/migrations/env.py", ENV);
    return new Service(name);
  }

  Workspace workspace() throws Exception {
    FolderTree tree = FolderTree.of(root);
    return Workspace.open(tree, tree.name(), Versions.open());
  }

  private void write(String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final class Service {
    private final String name;

    private Service(String name) {
      this.name = name;
    }

    /**
     * @param after its parents, apart by spaces
     */
    Service migration(String id, String after, String upgrade, String downgrade) {
      String parents =
          after.isEmpty()
              ? "None"
              : after.contains(" ")
                  ? "(\"" + after.replace(" ", "\", \"") + "\")"
                  : "\"" + after + "\"";
      write(
          name + "/migrations/versions/" + id + ".py",
          """
          from alembic import op
          import sqlalchemy as sa

          revision = "%s"
          down_revision = %s


          def upgrade():
          %s

          def downgrade():
          %s
          """
              .formatted(id, parents, upgrade.strip().indent(4), downgrade.strip().indent(4)));
      return this;
    }

    /** Any file of the service. */
    Service file(String path, String text) {
      write(name + "/" + path, text);
      return this;
    }

    /** Lines that env.py begins with. */
    Service env(String first) {
      write(name + "/migrations/env.py", first + ENV);
      return this;
    }

    /** What env.py does after the migrations, in their transaction. */
    Service after(String last) {
      write(
          name + "/migrations/env.py",
          ENV.replace(
              "context.run_migrations()\n", "context.run_migrations()\n        " + last + "\n"));
      return this;
    }
  }
}
