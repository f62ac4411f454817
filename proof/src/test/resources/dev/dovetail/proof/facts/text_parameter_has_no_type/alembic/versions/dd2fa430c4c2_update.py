"""update"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "dd2fa430c4c2"
down_revision = "c2de9d04df63"
branch_labels = None
depends_on = None


def upgrade():
    op.get_bind().execute(
        sa.text("UPDATE tickets_4 SET outcome = :new WHERE outcome = :old"),
        {"new": "expired", "old": "review"},
    )


def downgrade():
    pass
