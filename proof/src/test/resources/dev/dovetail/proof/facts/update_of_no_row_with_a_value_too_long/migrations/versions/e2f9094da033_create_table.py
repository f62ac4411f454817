"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "e2f9094da033"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    sa.Enum(*[label for label in ("shop", "null", "true", "active",)], name="state2_enum").create(op.get_bind(), checkfirst=False)
    op.create_table(
        "jobs_3",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("priority", postgresql.ENUM("shop", "null", "true", "active", name="state2_enum", create_type=False), nullable=True, server_default=sa.literal_column("'active'")),
        sa.Column("created_at", sa.DateTime(timezone=False), server_default=sa.func.now(), nullable=False),
    )


def downgrade():
    pass
