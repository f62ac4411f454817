"""add_value"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "204586d05dcf"
down_revision = "2e8bccbb317a"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("CREATE TABLE billing4.user_5 (id bigserial PRIMARY KEY, title text, state state1_state)")


def downgrade():
    pass
