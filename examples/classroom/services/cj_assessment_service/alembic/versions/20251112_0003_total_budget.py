"""Give each batch a budget of comparisons

Revision ID: 20251112_0003
Revises: 20250711_0002
Create Date: 2025-11-12 13:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "20251112_0003"
down_revision = "20250711_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cj_batch_states", sa.Column("total_budget", sa.Integer(), nullable=True))
    # Batches from before the budget are held to what they have done already.
    op.execute("UPDATE cj_batch_states SET total_budget = total_comparisons WHERE total_budget IS NULL")


def downgrade() -> None:
    op.drop_column("cj_batch_states", "total_budget")
