"""constraint"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "bee19aa583b5"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    try:
        op.execute("CREATE TYPE state5_kind AS ENUM ('a')")
    except sa.exc.ProgrammingError:
        pass


def downgrade():
    pass
