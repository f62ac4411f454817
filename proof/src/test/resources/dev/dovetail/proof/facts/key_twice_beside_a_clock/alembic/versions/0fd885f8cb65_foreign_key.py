"""foreign_key"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "0fd885f8cb65"
down_revision = "bc78b4a882a4"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("INSERT INTO shipments_3 (id, state) VALUES (1, 'IN_PROGRESS')")


def downgrade():
    pass
