"""Initial schema

Revision ID: 20250709_0001
Revises: 
Create Date: 2025-07-09 11:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "20250709_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cj_batch_uploads",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("bos_batch_id", sa.String(36), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("course_code", sa.String(50), nullable=False),
        sa.Column("expected_essay_count", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "PENDING",
                "FETCHING_CONTENT",
                "PERFORMING_COMPARISONS",
                "COMPLETE_STABLE",
                "COMPLETE_MAX_COMPARISONS",
                "COMPLETE_INSUFFICIENT_ESSAYS",
                "ERROR_PROCESSING",
                "ERROR_ESSAY_PROCESSING",
                name="cj_batch_status_enum",
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(), server_default=sa.text("now()"), nullable=False),
    )
    op.create_index("ix_cj_batch_uploads_bos_batch_id", "cj_batch_uploads", ["bos_batch_id"])
    op.create_table(
        "cj_batch_states",
        sa.Column("batch_id", sa.Integer(), sa.ForeignKey("cj_batch_uploads.id"), primary_key=True),
        sa.Column(
            "state",
            sa.Enum(
                "INITIALIZING",
                "GENERATING_PAIRS",
                "WAITING_CALLBACKS",
                "SCORING",
                "COMPLETED",
                "FAILED",
                "CANCELLED",
                name="cj_batch_state_enum",
            ),
            nullable=False,
        ),
        sa.Column("total_comparisons", sa.Integer(), server_default="0", nullable=False),
        sa.Column("current_iteration", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_activity_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("cj_batch_states")
    op.drop_index("ix_cj_batch_uploads_bos_batch_id", table_name="cj_batch_uploads")
    op.drop_table("cj_batch_uploads")
    op.execute("DROP TYPE cj_batch_state_enum")
    op.execute("DROP TYPE cj_batch_status_enum")
