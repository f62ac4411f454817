"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "243a71fdc525"
down_revision = None
branch_labels = None
depends_on = None

LABELS_2 = ("pending", "failed", "manual", "closed", "low",)


def upgrade():
    for _ in range(1):
        op.create_table(
            "shipments_3",
            sa.Column("id", sa.String(36), primary_key=True),
            sa.Column("state", postgresql.ENUM(*LABELS_2, name="role1_type"), nullable=True),
            sa.Column("created_at", sa.DateTime(timezone=False), server_default=sa.text("CURRENT_TIMESTAMP"), nullable=False),
            sa.Column("title", sa.String(length=50), server_default="open", nullable=True, unique=True),
        )


def downgrade():
    pass
