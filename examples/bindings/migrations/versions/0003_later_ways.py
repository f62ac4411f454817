"""Make a table for each way that came later

Revision ID: 0003
Revises: 0002
Create Date: 2025-11-01 09:00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("CREATE SCHEMA archive")
    op.create_table(
        "parcels",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("state", sa.Enum("open", name="parcel_state"), nullable=False),
        sa.Column("sent_by", postgresql.ENUM(name="channel", create_type=False)),
    )
    op.create_table(
        "shelves",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("size", sa.Enum("SMALL", name="shelf_size", schema="archive")),
        schema="archive",
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("region", sa.Enum("north", name="ticket_region")),
        sa.Column(
            "priority",
            sa.Enum(
                "LOW", name="ticket_priority", native_enum=False, create_constraint=True, length=20
            ),
        ),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("weight", sa.Enum("SMALL", name="size"), nullable=False),
        sa.Column("channel", sa.Enum("MAIL", name="note_channel")),
    )


def downgrade():
    for table in ("notes", "tickets", "parcels"):
        op.drop_table(table)
    op.drop_table("shelves", schema="archive")
    for name in ("note_channel", "size", "ticket_region", "parcel_state"):
        op.execute(f"DROP TYPE {name}")
    op.execute("DROP TYPE archive.shelf_size")
    op.execute("DROP SCHEMA archive")
