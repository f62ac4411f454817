"""add_value"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "2e8bccbb317a"
down_revision = "6f7d488f4812"
branch_labels = None
depends_on = None


def upgrade():
    op.execute(sa.DDL("CREATE SCHEMA billing4"))


def downgrade():
    pass
