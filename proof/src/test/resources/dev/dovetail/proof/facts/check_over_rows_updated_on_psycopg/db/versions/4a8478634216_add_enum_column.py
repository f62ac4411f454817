"""add_enum_column"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "4a8478634216"
down_revision = "a269724cb598"
branch_labels = None
depends_on = None

TYPES_7 = {"priority6_state": ["queued", "low", "blocked", "failed", "null"]}

class Kept8(str, enum.Enum):
    M0 = "queued"
    M1 = "low"
    M2 = "blocked"
    M3 = "failed"
    M4 = "null"


def _step_9():
    for name, labels in TYPES_7.items():
        sa.Enum(*labels, name=name).create(op.get_bind(), checkfirst=True)
    with op.batch_alter_table("shipments_3") as batch_op:
        batch_op.add_column(sa.Column("status", postgresql.ENUM(Kept8, name="priority6_state", values_callable=lambda members: [str(member.value) for member in members]), server_default=sa.literal_column("'null'"), nullable=False))


def upgrade():
    _step_9()


def downgrade():
    pass
