"""add_enum_column"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "e9d542ff9808"
down_revision = "84f8f7ad0e48"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("orders_11", sa.Column("kind", sa.Enum("closed", "pending", name="phase9_type"), server_default="closed", nullable=True))
    op.get_bind().exec_driver_sql("INSERT INTO orders_11 (id, previous) VALUES (gen_random_uuid(), 'pending')")


def downgrade():
    pass
