"""finally_"""

from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


@contextmanager
def without_triggers(table):
    op.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    try:
        yield
    finally:
        op.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


def upgrade():
    with without_triggers("tasks"):
        op.execute("ALTER TABLE tasks ADD CONSTRAINT only_fresh CHECK (state = 'fresh')")


def downgrade():
    pass
