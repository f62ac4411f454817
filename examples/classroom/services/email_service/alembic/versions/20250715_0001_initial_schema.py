"""Initial schema

Revision ID: 20250715_0001
Revises: 
Create Date: 2025-07-15 12:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "20250715_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "email_records",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("recipient", sa.String(255), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("email_records")
