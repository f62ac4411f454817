"""sequence"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "abff5faae08c"
down_revision = "204586d05dcf"
branch_labels = None
depends_on = None


def upgrade():
    op.execute(sa.schema.CreateSequence(sa.Sequence("seq_12")))
    op.execute(
        "ALTER SEQUENCE seq_12 OWNED "
        "BY billing4.user_5.id"
    )


def downgrade():
    pass
