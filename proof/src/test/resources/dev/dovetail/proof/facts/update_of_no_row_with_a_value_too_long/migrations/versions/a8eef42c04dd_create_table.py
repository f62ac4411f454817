"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "a8eef42c04dd"
down_revision = "e2f9094da033"
branch_labels = None
depends_on = None


def upgrade():
    op.execute(
        """
        UPDATE jobs_3 SET priority = 'null'
        """
    )


def downgrade():
    pass
