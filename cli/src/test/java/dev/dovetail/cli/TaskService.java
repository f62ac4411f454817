package dev.dovetail.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small service: one enum, one column. */
final class TaskService {

  private static final String DONE = "    done = \"done\"\n";

  private TaskService() {}

  static void write(Path folder) throws IOException {
    write(folder, DONE);
  }

  /** With other members after {@code open}, as lines of Python. */
  static void write(Path folder, String members) throws IOException {
    Path versions = Files.createDirectories(folder.resolve("alembic/versions"));
    Files.createDirectories(folder.resolve("app"));
    Files.writeString(folder.resolve("alembic.ini"), "[alembic]\nscript_location = alembic\n");
    Files.writeString(folder.resolve("alembic/env.py"), "from alembic import context\n");
    Files.writeString(
        folder.resolve("app/models.py"),
        """
        import enum

        from sqlalchemy import Column, Enum, Integer
        from sqlalchemy.orm import declarative_base

        Base = declarative_base()


        class TaskState(enum.Enum):
            open = "open"
            done = "done"


        class Task(Base):
            __tablename__ = "tasks"

            id = Column(Integer, primary_key=True)
            state = Column(Enum(TaskState, name="task_state"))
        """
            .replace(DONE, members));
    Files.writeString(
        versions.resolve("0001_tasks.py"),
        """
        import sqlalchemy as sa
        from alembic import op

        revision = "0001"
        down_revision = None


        def upgrade():
            op.create_table(
                "tasks",
                sa.Column("id", sa.Integer(), primary_key=True),
                sa.Column("state", sa.Enum("open", "done", name="task_state")),
            )


        def downgrade():
            op.drop_table("tasks")
            op.execute("DROP TYPE task_state")
        """);
  }
}
