"""update"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "4c42f4ab2c7e"
down_revision = "2d1ce015eb3f"
branch_labels = None
depends_on = None


def upgrade():
    op.execute(sa.DDL("UPDATE shipments_3 SET status = 'failed'"))


def downgrade():
    pass
