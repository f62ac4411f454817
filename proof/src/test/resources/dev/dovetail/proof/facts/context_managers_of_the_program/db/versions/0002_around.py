"""around"""

from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


@contextmanager
def as_text(table, column, kind, labels):
    op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE text USING {column}::text")
    op.execute(f"DROP TYPE {kind}")
    yield kind.upper()
    op.execute(f"CREATE TYPE {kind} AS ENUM ({', '.join(repr(label) for label in labels)})")
    op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind} USING {column}::{kind}")


@contextmanager
def tolerant():
    try:
        with op.get_bind().begin_nested():
            yield
    except sa.exc.DBAPIError:
        op.execute("CREATE TABLE it_failed (id integer)")
    else:
        op.execute("CREATE TABLE it_worked (id integer)")


def upgrade():
    with as_text("tasks", "state", "state", ["new", "finished"]) as name:
        op.execute("UPDATE tasks SET state = 'new' WHERE state = 'open'")
        op.execute("UPDATE tasks SET state = 'finished' WHERE state = 'done'")
        op.execute(f'CREATE TYPE "{name}" AS ENUM (\'x\')')
    with tolerant():
        op.execute("ALTER TYPE nothing RENAME TO something")
    with tolerant():
        op.execute("ALTER TYPE state RENAME VALUE 'new' TO 'fresh'")


def downgrade():
    op.execute("DROP TABLE it_failed, it_worked")
    op.execute('DROP TYPE "STATE"')
