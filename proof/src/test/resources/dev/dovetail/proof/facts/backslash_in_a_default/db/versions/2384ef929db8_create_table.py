"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "2384ef929db8"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "jobs_2",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("tier", sa.Enum("archived", "review", "draft", "expired", name="tier1_state"), nullable=True, server_default=sa.text("'archived'")),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("CURRENT_TIMESTAMP"), nullable=False),
        sa.Column("title", sa.Unicode(20), nullable=True, unique=True),
    )


def downgrade():
    pass
