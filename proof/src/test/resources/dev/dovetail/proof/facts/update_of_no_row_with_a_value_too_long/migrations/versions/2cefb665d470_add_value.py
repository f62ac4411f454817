"""add_value"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "2cefb665d470"
down_revision = "a8eef42c04dd"
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
