"""Make a table for each way

Revision ID: 0001
Revises:
Create Date: 2025-09-01 09:00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TYPES = {
    "state": ["open", "done"],
    "priority": ["LOW"],
    "channel": ["mail"],
    "region": ["north", "far_south"],
    "tag": ["new"],
    "mixed_phase": ["OPEN"],
    "listed_tag": ["new"],
    "partial_size": ["small!"],
    "switch": ["on", "off"],
    "decorated_region": ["north"],
    "currency_kind": ["EUR"],
    "load": ["SMALL"],
    "gear": ["SMALL"],
    "currency": ["EURO"],
    "account_state": ["open"],
    "old_state": ["open", "done"],
}

COLUMNS = {
    "declared": [("state", "state", False)],
    "annotations": [
        ("priority", "priority", False),
        ("former", "priority", True),
        ("channel", "channel", False),
        ("region", "region", False),
    ],
    "mixed": [("phase", "mixed_phase", False)],
    "callables": [
        ("listed", "listed_tag", True),
        ("partly", "partial_size", True),
        ("spread", "switch", True),
    ],
    "wrapped": [
        ("decorated", "decorated_region", True),
        ("factory", "currency_kind", True),
        ("became_text", "old_state", False),
    ],
    "vehicles": [("gear", "gear", True)],
    "trucks": [("load", "load", False)],
    "accounts": [("currency", "currency", True)],
    "account_history": [("state", "account_state", True)],
}


def kind(name):
    return postgresql.ENUM(*TYPES[name], name=name, create_type=False)


def upgrade():
    for name, labels in TYPES.items():
        words = ", ".join(f"'{label}'" for label in labels)
        op.execute(f"CREATE TYPE {name} AS ENUM ({words})")
    for table, columns in COLUMNS.items():
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), primary_key=True),
            *[sa.Column(column, kind(name), nullable=nullable) for column, name, nullable in columns],
        )
    op.add_column("annotations", sa.Column("tags", sa.ARRAY(kind("tag")), nullable=False))
    op.add_column("wrapped", sa.Column("text", sa.String(20)))
    op.add_column("vehicles", sa.Column("kind", sa.String(20), nullable=False))
    op.create_foreign_key("trucks_id_fkey", "trucks", "vehicles", ["id"], ["id"])


def downgrade():
    op.drop_constraint("trucks_id_fkey", "trucks", type_="foreignkey")
    for table in reversed(COLUMNS):
        op.drop_table(table)
    for name in TYPES:
        op.execute(f"DROP TYPE {name}")
