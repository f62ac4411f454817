"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "8408914c0b90"
down_revision = "98778709b5f1"
branch_labels = None
depends_on = None

state_type_8 = postgresql.ENUM("queued", "manual", "expired", "pending", "returned", "done", "failed", name="Status1", create_type=False)


def upgrade():
    op.get_bind().execute(sa.insert(sa.table("user4", sa.column("id", sa.Integer), sa.column("previous", state_type_8))).values(**{"id": 9, "previous": "manual"}))


def downgrade():
    pass
