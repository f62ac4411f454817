"""Initial schema

Revision ID: 20250706_0001
Revises: 
Create Date: 2025-07-06 10:05:00
"""

import sqlalchemy as sa
from alembic import op

revision = "20250706_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column(
            "status",
            sa.Enum(
                "awaiting_content_validation",
                "ready_for_pipeline_execution",
                "processing_pipelines",
                "completed_successfully",
                "failed_critically",
                name="batch_status_enum",
            ),
            server_default="awaiting_content_validation",
            nullable=False,
        ),
        sa.Column("expected_essays", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("batches")
    op.execute("DROP TYPE batch_status_enum")
