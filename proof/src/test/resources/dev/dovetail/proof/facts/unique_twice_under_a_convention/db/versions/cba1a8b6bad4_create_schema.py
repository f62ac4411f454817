"""create_schema"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "cba1a8b6bad4"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    def _inner_2():
        op.execute("CREATE SCHEMA billing1")
    _inner_2()
    op.create_table(
        "invoices_4",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("priority", sa.Enum("auto", "true", "queued", name="channel3_kind"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=False), server_default=sa.text("CURRENT_TIMESTAMP"), nullable=False),
        sa.Column("title", sa.Unicode(20), server_default="draft", nullable=True, unique=True),
        sa.UniqueConstraint("title"),
        schema="billing1",
    )


def downgrade():
    pass
