"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "3fbffc2c5ffc"
down_revision = None
branch_labels = None
depends_on = None

KIND_2 = ENUM("closed", "blocked", "review", "pending", name="tier1_enum", create_type=False)

state_type_3 = postgresql.ENUM("closed", "blocked", "review", "pending", name="tier1_enum", create_type=False)


def upgrade():
    bind = op.get_bind()
    KIND_2.create(bind, checkfirst=True)
    op.create_table(
        "tickets_4",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("phase", state_type_3, nullable=False),
    )


def downgrade():
    pass
