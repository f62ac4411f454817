"""Initial schema

Revision ID: 3f1c2a9b7d10
Revises: 
Create Date: 2025-07-08 08:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "3f1c2a9b7d10"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "courses",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "course_code",
            sa.Enum("ENG5", "ENG6", "ENG7", "SV1", "SV2", "SV3", name="course_code_enum"),
            nullable=False,
        ),
        sa.Column("language", sa.Enum("en", "sv", name="language_enum"), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("courses")
