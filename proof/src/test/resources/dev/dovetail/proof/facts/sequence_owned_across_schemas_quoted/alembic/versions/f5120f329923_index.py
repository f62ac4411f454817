"""index"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "f5120f329923"
down_revision = "fc220d7be638"
branch_labels = None
depends_on = None


def upgrade():
    op.execute(sa.schema.CreateSequence(sa.Sequence("seq_7")))
    op.execute(
        """
        ALTER SEQUENCE seq_7 OWNED BY "Core1".batches_5.id
        """
    )


def downgrade():
    pass
