"""insert"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "0006"
down_revision = "0001"
branch_labels = None
depends_on = None

state_type_10 = postgresql.ENUM("draft", "shop", "true", name="State5", create_type=False)

rows_table_11 = sa.table("devices1", sa.column("id", sa.Integer), sa.column("title", state_type_10))


def upgrade():
    try:
        op.execute(rows_table_11.insert().values({"id": 1, "title": "draft"}))
    finally:
        finished = True


def downgrade():
    pass
