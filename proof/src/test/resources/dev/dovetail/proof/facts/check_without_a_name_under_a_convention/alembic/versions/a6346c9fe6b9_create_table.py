"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "a6346c9fe6b9"
down_revision = None
branch_labels = None
depends_on = None


def _step_8():
    op.create_table(
        "shipments_6",
        sa.Column("id", sa.SmallInteger(), primary_key=True, nullable=False),
        sa.Column("kind", postgresql.ENUM(*[label for label in ("queued", "draft", "shop",)], name="kind5_state"), nullable=False, server_default="queued"),
        sa.Column("previous", postgresql.ENUM(name="kind5_state", create_type=False), nullable=True),
        sa.Column("title", sa.String(), server_default="open", nullable=True),
        sa.CheckConstraint("title <> ''"),
    )


def upgrade():
    _step_8()


def downgrade():
    pass
