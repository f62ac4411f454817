"""text_to_enum"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "c2de9d04df63"
down_revision = "b4b5795a2524"
branch_labels = None
depends_on = None


def upgrade():
    op.get_bind().execute(sa.text("CREATE TYPE priority8_type AS ENUM ('expired', 'web', 'open', 'pending', 'review')"))
    op.execute("ALTER TABLE tickets_4 ALTER COLUMN outcome TYPE priority8_type USING outcome::text::priority8_type")


def downgrade():
    pass
