"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "4cf62c8f6458"
down_revision = None
branch_labels = None
depends_on = None

status_enum_2 = sa.Enum("pending", "expired", "closed", name="status1_kind")


def upgrade():
    op.create_table(
        "orders3",
        sa.Column("id", sa.Numeric(8, 0), primary_key=True, autoincrement=True),
        sa.Column("state", status_enum_2, nullable=True, server_default="pending"),
    )


def downgrade():
    pass
