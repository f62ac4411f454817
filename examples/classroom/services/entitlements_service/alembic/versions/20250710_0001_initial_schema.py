"""Initial schema

Revision ID: 20250710_0001
Revises: 
Create Date: 2025-07-10 15:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "20250710_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "credit_operations",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("subject_id", sa.String(255), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("completed", "failed", "blocked", name="operation_status_enum"),
            nullable=False,
        ),
    )
    op.create_index("ix_credit_operations_subject_id", "credit_operations", ["subject_id"])


def downgrade() -> None:
    op.drop_index("ix_credit_operations_subject_id", table_name="credit_operations")
    op.drop_table("credit_operations")
    op.execute("DROP TYPE operation_status_enum")
