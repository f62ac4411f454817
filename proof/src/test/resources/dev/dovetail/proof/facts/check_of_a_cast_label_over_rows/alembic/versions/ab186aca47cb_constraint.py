"""constraint"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "ab186aca47cb"
down_revision = "74c29b6a954a"
branch_labels = None
depends_on = None


def upgrade():
    op.create_check_constraint("con_16", "devices2", sa.text("\"order\"::text <> 'blocked'"))


def downgrade():
    pass
