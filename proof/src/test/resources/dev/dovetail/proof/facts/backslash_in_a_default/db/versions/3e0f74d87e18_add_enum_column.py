"""add_enum_column"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "3e0f74d87e18"
down_revision = "2384ef929db8"
branch_labels = None
depends_on = None


def upgrade():
    with op.get_bind().begin_nested():
        op.get_bind().execute(sa.text("CREATE TYPE e_order7 AS ENUM ('active', 'returned', 'back\\slash')"))
    op.add_column("jobs_2", sa.Column("outcome", postgresql.ENUM("active", "returned", "back\\slash", name="e_order7"), server_default="back\\slash", nullable=True))


def downgrade():
    pass
