"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "fc220d7be638"
down_revision = "791dc191529f"
branch_labels = None
depends_on = None

VALUES_4 = ["high", "open", "pending"]


def upgrade():
    with op.get_bind().begin_nested():
        joined = ", ".join(f"'{v}'" for v in VALUES_4)
        op.execute(f"CREATE TYPE \"Core1\".\"Channel3\" AS ENUM ({joined})")
    op.create_table(
        "batches_5",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("reasonCode", postgresql.ENUM(*[label for label in ("high", "open", "pending",)], name="Channel3", schema="Core1", create_type=False), nullable=True),
        sa.Column("previous", postgresql.ENUM(name="Channel3", schema="Core1", create_type=False), nullable=True),
        schema="Core1",
    )


def downgrade():
    pass
