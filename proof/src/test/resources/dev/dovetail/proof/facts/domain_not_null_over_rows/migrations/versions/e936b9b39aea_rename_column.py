"""rename_column"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "e936b9b39aea"
down_revision = "4cf62c8f6458"
branch_labels = None
depends_on = None


def upgrade():
    op.alter_column("orders3", "state", new_column_name="renamed_4")
    op.get_bind().execute(sa.insert(sa.table("orders3", sa.column("id", sa.Integer), sa.column("renamed_4", sa.String))).values(**{"id": 3, "renamed_4": "closed"}))
    op.get_bind().exec_driver_sql("CREATE DOMAIN dom_5 AS status1_kind NOT NULL")
    op.execute("ALTER TABLE orders3 ADD COLUMN in_dom_5 dom_5")


def downgrade():
    pass
