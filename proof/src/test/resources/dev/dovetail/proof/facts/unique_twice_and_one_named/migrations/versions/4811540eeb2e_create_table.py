"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "4811540eeb2e"
down_revision = None
branch_labels = None
depends_on = None

status_enum_2 = sa.Enum("review", "high", "late", "closed", name="Priority1")


def upgrade():
    op.create_table(
        "orders_3",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("priority", status_enum_2, nullable=False, server_default="high", index=True),
        sa.Column("created_at", sa.DateTime(timezone=False), server_default=sa.func.now(), nullable=False),
        sa.Column("title", sa.String(), nullable=True, unique=True),
        sa.UniqueConstraint("title", name="uq_title_4"),
    )


def downgrade():
    pass
