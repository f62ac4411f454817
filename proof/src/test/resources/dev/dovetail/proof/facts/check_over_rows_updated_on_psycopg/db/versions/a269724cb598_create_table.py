"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "a269724cb598"
down_revision = None
branch_labels = None
depends_on = None

status_enum_2 = sa.Enum("queued", "returned", "IN_PROGRESS", "closed", name="Phase1")


def upgrade():
    op.create_table(
        "shipments_3",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("tier", status_enum_2, nullable=True, server_default="returned"),
        sa.Column("title", sa.String(length=50), nullable=True, unique=True),
        sa.UniqueConstraint("title", name="uq_title_4"),
    )
    for statement in ["INSERT INTO shipments_3 (id, tier) VALUES (5, 'returned')"]:
        op.execute(statement)


def downgrade():
    pass
