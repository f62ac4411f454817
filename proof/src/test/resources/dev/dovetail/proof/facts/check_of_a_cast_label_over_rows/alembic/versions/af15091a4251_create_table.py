"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "af15091a4251"
down_revision = None
branch_labels = None
depends_on = None

LABELS_3 = ["blocked", "true"]


def upgrade():
    for _ in range(1):
        op.create_table(
            "devices2",
            sa.Column("id", sa.Numeric(8, 0), primary_key=True, autoincrement=True),
            sa.Column("order", sa.Enum("blocked", "true", name="order1_kind"), nullable=False, server_default=sa.text("'true'")),
            sa.Column("previous", postgresql.ENUM(*LABELS_3, name="order1_kind", create_type=False), nullable=True),
            sa.Column("created_at", sa.DateTime(timezone=False), server_default=sa.text("CURRENT_TIMESTAMP"), nullable=False),
        )


def downgrade():
    pass
