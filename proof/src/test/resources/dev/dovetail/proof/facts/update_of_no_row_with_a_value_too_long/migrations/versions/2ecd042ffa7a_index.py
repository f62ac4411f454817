"""index"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "2ecd042ffa7a"
down_revision = "e2f9094da033"
branch_labels = None
depends_on = None

state_type_16 = postgresql.ENUM("shop", "null", "true", "active", name="state2_enum", create_type=False)


def upgrade():
    op.alter_column("jobs_3", "priority", type_=sa.String(3), existing_type=state_type_16)


def downgrade():
    pass
