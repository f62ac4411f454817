"""dance"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "c075aee1e396"
down_revision = "4c42f4ab2c7e"
branch_labels = None
depends_on = None


def upgrade():
    try:
        op.execute("ALTER TABLE shipments_3 ADD CONSTRAINT con_16 CHECK (status::text <> 'failed')")
    except KeyError:
        raise


def downgrade():
    pass
