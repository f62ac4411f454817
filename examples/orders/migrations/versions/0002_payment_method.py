"""Say how an order is paid

Revision ID: 0002
Revises: 0001
Create Date: 2025-09-20 11:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

payment_method = sa.Enum("card", "bank_transfer", "cash_on_delivery", name="payment_method")


def upgrade():
    payment_method.create(op.get_bind())
    op.add_column("orders", sa.Column("payment_method", payment_method, nullable=True))


def downgrade():
    op.drop_column("orders", "payment_method")
    payment_method.drop(op.get_bind())
