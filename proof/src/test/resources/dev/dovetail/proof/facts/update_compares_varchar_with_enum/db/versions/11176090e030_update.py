"""update"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "11176090e030"
down_revision = "81db3f801bcd"
branch_labels = None
depends_on = None

touched_9 = sa.table("orders2", sa.column("mode", sa.String))


def upgrade():
    op.execute(
        touched_9.update()
        .where(touched_9.c["mode"] == "failed")
        .values({"mode": "high"})
    )


def downgrade():
    pass
