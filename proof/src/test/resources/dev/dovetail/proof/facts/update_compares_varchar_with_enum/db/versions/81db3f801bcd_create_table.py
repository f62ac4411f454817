"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "81db3f801bcd"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "orders2",
        sa.Column("id", sa.SmallInteger(), primary_key=True),
        sa.Column("mode", sa.Enum("failed", "high", "closed", name="kind1_state"), nullable=False, index=True),
        sa.Column("previous", postgresql.ENUM("failed", "high", "closed", name="kind1_state", create_type=False), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
    )


def downgrade():
    pass
