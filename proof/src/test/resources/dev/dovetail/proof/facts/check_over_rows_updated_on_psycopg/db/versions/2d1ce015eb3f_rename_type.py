"""rename_type"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "2d1ce015eb3f"
down_revision = "4a8478634216"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("shipments_3", sa.Column("ref_11", sa.BigInteger()))
    op.create_foreign_key("fk_12", "shipments_3", "shipments_3", ["ref_11"], ["id"], ondelete="SET NULL")


def downgrade():
    pass
