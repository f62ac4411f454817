"""Initial schema

Revision ID: 20250706_0001
Revises: 
Create Date: 2025-07-06 10:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "20250706_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TYPE essay_status_enum AS ENUM (
            'uploaded',
            'text_extracted',
            'awaiting_spellcheck',
            'spellchecking_in_progress',
            'spellchecked_success',
            'spellcheck_failed',
            'awaiting_cj_assessment',
            'cj_assessment_in_progress',
            'cj_assessment_success',
            'essay_critical_failure'
        )
        """
    )
    op.create_table(
        "essay_states",
        sa.Column("essay_id", sa.String(255), primary_key=True),
        sa.Column("batch_id", sa.String(255), nullable=True),
        sa.Column(
            "current_status",
            sa.Enum(
                "uploaded",
                "text_extracted",
                "awaiting_spellcheck",
                "spellchecking_in_progress",
                "spellchecked_success",
                "spellcheck_failed",
                "awaiting_cj_assessment",
                "cj_assessment_in_progress",
                "cj_assessment_success",
                "essay_critical_failure",
                name="essay_status_enum",
            ),
            nullable=False,
        ),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )
    op.create_index("ix_essay_states_batch_id", "essay_states", ["batch_id"])


def downgrade() -> None:
    op.drop_index("ix_essay_states_batch_id", table_name="essay_states")
    op.drop_table("essay_states")
    op.execute("DROP TYPE essay_status_enum")
