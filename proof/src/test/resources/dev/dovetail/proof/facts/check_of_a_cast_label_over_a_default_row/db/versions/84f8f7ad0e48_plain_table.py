"""plain_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "84f8f7ad0e48"
down_revision = None
branch_labels = None
depends_on = None

state_type_10 = postgresql.ENUM("closed", "pending", name="phase9_type", create_type=False)


def upgrade():
    conn = op.get_bind()
    conn.execute(
        sa.text(
            "CREATE TYPE phase9_type AS ENUM ('closed', 'pending')"
        )
    )
    op.create_table(
        "orders_11",
        sa.Column("id", postgresql.UUID(as_uuid=True), primary_key=True),
        sa.Column("phase", state_type_10, nullable=True, server_default=sa.text("'pending'")),
        sa.Column("previous", postgresql.ENUM(*"closed pending".split(), name="phase9_type", create_type=False), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=False), server_default=sa.text("now()"), nullable=False),
    )


def downgrade():
    pass
