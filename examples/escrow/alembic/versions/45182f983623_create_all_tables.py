"""Create all tables with their enums

Revision ID: 45182f983623
Revises: 
Create Date: 2025-11-20 16:00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "45182f983623"
down_revision = None
branch_labels = None
depends_on = None

wallet_provider_enum = postgresql.ENUM("fincra", "paystack", "flutterwave", name="wallet_provider")
project_status_enum = postgresql.ENUM(
    "draft",
    "pending",
    "active",
    "in_progress",
    "completed",
    "disputed",
    "cancelled",
    "refunded",
    name="project_status",
)
milestone_status_enum = postgresql.ENUM(
    "pending",
    "in_progress",
    "completed",
    "approved",
    "rejected",
    "disputed",
    name="milestone_status",
)
transaction_type_enum = postgresql.ENUM(
    "deposit",
    "withdrawal",
    "escrow_hold",
    "escrow_release",
    "refund",
    "fee",
    "commission",
    name="transaction_type",
)
transaction_status_enum = postgresql.ENUM(
    "pending",
    "processing",
    "completed",
    "failed",
    "cancelled",
    "refunded",
    name="transaction_status",
)
kyc_type_enum = postgresql.ENUM("kyc", "kyb", name="kyc_type")
kyc_status_enum = postgresql.ENUM("pending", "approved", "rejected", name="kyc_status")
user_role_enum = postgresql.ENUM("admin", "client", "freelancer", name="user_role")
hold_status_enum = postgresql.ENUM("active", "released", "captured", name="hold_status")
ledger_transaction_type_enum = postgresql.ENUM("debit", "credit", name="ledger_transaction_type")


def upgrade() -> None:
    # Step 1: create every enum before the tables.
    wallet_provider_enum.create(op.get_bind(), checkfirst=True)
    project_status_enum.create(op.get_bind(), checkfirst=True)
    milestone_status_enum.create(op.get_bind(), checkfirst=True)
    transaction_type_enum.create(op.get_bind(), checkfirst=True)
    transaction_status_enum.create(op.get_bind(), checkfirst=True)
    kyc_type_enum.create(op.get_bind(), checkfirst=True)
    kyc_status_enum.create(op.get_bind(), checkfirst=True)
    user_role_enum.create(op.get_bind(), checkfirst=True)
    hold_status_enum.create(op.get_bind(), checkfirst=True)
    ledger_transaction_type_enum.create(op.get_bind(), checkfirst=True)

    # Step 2: create the tables that use them.
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("email", sa.String(255), nullable=False),
        sa.Column("role", user_role_enum, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_table(
        "projects",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("title", sa.String(255), nullable=False),
        sa.Column("status", project_status_enum, nullable=False),
        sa.Column("creator_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("buyer_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("seller_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_table(
        "milestones",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("project_id", sa.Integer(), sa.ForeignKey("projects.id"), nullable=False),
        sa.Column("title", sa.String(255), nullable=False),
        sa.Column("status", milestone_status_enum, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_table(
        "transactions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("project_id", sa.Integer(), sa.ForeignKey("projects.id"), nullable=False),
        sa.Column("type", transaction_type_enum, nullable=False),
        sa.Column("status", transaction_status_enum, nullable=False),
        sa.Column("amount", sa.Numeric(15, 2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_table(
        "kyc",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("type", kyc_type_enum, nullable=False),
        sa.Column("status", kyc_status_enum, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_table(
        "link_tokens",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("provider", wallet_provider_enum, nullable=False),
        sa.Column("token", sa.String(255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_table(
        "wallet_registry",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("provider", wallet_provider_enum, nullable=False),
        sa.Column("wallet_id", sa.String(255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("status", hold_status_enum, nullable=False),
        sa.Column("amount", sa.Numeric(15, 2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_table(
        "ledger_entries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("type", ledger_transaction_type_enum, nullable=False),
        sa.Column("amount", sa.Numeric(15, 2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_table(
        "wallet_balance_snapshot",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("provider", wallet_provider_enum, nullable=False),
        sa.Column("wallet_id", sa.String(255), nullable=False),
        sa.Column("balance", sa.Numeric(15, 2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )


def downgrade() -> None:
    # Step 1: drop the tables.
    op.drop_table("wallet_balance_snapshot")
    op.drop_table("ledger_entries")
    op.drop_table("holds")
    op.drop_table("wallet_registry")
    op.drop_table("link_tokens")
    op.drop_table("kyc")
    op.drop_table("transactions")
    op.drop_table("milestones")
    op.drop_table("projects")
    op.drop_table("users")

    # Step 2: drop the enums.
    ledger_transaction_type_enum.drop(op.get_bind(), checkfirst=True)
    hold_status_enum.drop(op.get_bind(), checkfirst=True)
    user_role_enum.drop(op.get_bind(), checkfirst=True)
    kyc_status_enum.drop(op.get_bind(), checkfirst=True)
    kyc_type_enum.drop(op.get_bind(), checkfirst=True)
    transaction_status_enum.drop(op.get_bind(), checkfirst=True)
    transaction_type_enum.drop(op.get_bind(), checkfirst=True)
    milestone_status_enum.drop(op.get_bind(), checkfirst=True)
    project_status_enum.drop(op.get_bind(), checkfirst=True)
    wallet_provider_enum.drop(op.get_bind(), checkfirst=True)
