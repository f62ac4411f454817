"""domain"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "859b66873240"
down_revision = "e9d542ff9808"
branch_labels = None
depends_on = None


def upgrade():
    op.create_check_constraint("con_16", "orders_11", sa.text("kind::text <> 'closed'"))


def downgrade():
    pass
