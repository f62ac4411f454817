"""Let courses be archived

Revision ID: 9a7d3e5f1b32
Revises: 5b8e0d4c6a21
Create Date: 2025-08-14 14:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "9a7d3e5f1b32"
down_revision = "5b8e0d4c6a21"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("courses", sa.Column("archived", sa.Boolean(), server_default="false", nullable=False))


def downgrade() -> None:
    op.drop_column("courses", "archived")
