"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "cc429e6cb08b"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    postgresql.ENUM("ready", "review", name="phase1_type").create(op.get_bind(), checkfirst=True)
    op.create_table(
        "shipments_2",
        sa.Column("id", sa.SmallInteger(), primary_key=True),
        sa.Column("priority", postgresql.ENUM("ready", "review", name="phase1_type", create_type=False), nullable=False, server_default=sa.literal_column("'review'")),
        sa.Column("previous", postgresql.ENUM(name="phase1_type", create_type=False), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )


def downgrade():
    pass
