"""Keep the teacher's address with the course

Revision ID: c4e6f8a0b243
Revises: 5b8e0d4c6a21
Create Date: 2025-08-15 09:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "c4e6f8a0b243"
down_revision = "5b8e0d4c6a21"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("courses", sa.Column("teacher_email", sa.String(255), nullable=True))


def downgrade() -> None:
    op.drop_column("courses", "teacher_email")
