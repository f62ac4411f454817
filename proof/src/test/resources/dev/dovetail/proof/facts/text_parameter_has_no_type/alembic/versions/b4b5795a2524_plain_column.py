"""plain_column"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "b4b5795a2524"
down_revision = "3fbffc2c5ffc"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("tickets_4", sa.Column("outcome", sa.VARCHAR(30), nullable=True, unique=True))


def downgrade():
    pass
