"""Keep a state as text

Revision ID: 0002
Revises: 0001
Create Date: 2025-10-01 09:00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.alter_column(
        "wrapped",
        "became_text",
        type_=sa.String(20),
        existing_nullable=False,
        postgresql_using="became_text::text",
    )
    op.execute("DROP TYPE old_state")


def downgrade():
    old_state = postgresql.ENUM("open", "done", name="old_state")
    old_state.create(op.get_bind())
    op.alter_column(
        "wrapped",
        "became_text",
        type_=old_state,
        existing_nullable=False,
        postgresql_using="became_text::old_state",
    )
