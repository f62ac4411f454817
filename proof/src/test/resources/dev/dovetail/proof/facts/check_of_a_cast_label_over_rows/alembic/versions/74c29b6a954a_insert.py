"""insert"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "74c29b6a954a"
down_revision = "af15091a4251"
branch_labels = None
depends_on = None


def upgrade():
    with contextlib.nullcontext():
        op.execute("INSERT INTO devices2 (id, \"order\") VALUES (15, 'blocked')")


def downgrade():
    pass
