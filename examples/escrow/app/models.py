"""What escrow stores."""

from sqlalchemy import Column, DateTime, Enum, ForeignKey, Integer, Numeric, String, func
from sqlalchemy.orm import declarative_base

from app import enums

Base = declarative_base()


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    email = Column(String(255), nullable=False)
    role = Column(Enum(enums.UserRole, name="user_role"), nullable=False)
    created_at = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)


class Project(Base):
    __tablename__ = "projects"

    id = Column(Integer, primary_key=True)
    title = Column(String(255), nullable=False)
    status = Column(Enum(enums.ProjectStatus, name="project_status"), nullable=False)
    creator_id = Column(Integer, ForeignKey("users.id"), nullable=False)
    buyer_id = Column(Integer, ForeignKey("users.id"), nullable=False)
    seller_id = Column(Integer, ForeignKey("users.id"), nullable=False)
    created_at = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)


class Milestone(Base):
    __tablename__ = "milestones"

    id = Column(Integer, primary_key=True)
    project_id = Column(Integer, ForeignKey("projects.id"), nullable=False)
    title = Column(String(255), nullable=False)
    status = Column(Enum(enums.MilestoneStatus, name="milestone_status"), nullable=False)
    created_at = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)


class Transaction(Base):
    __tablename__ = "transactions"

    id = Column(Integer, primary_key=True)
    user_id = Column(Integer, ForeignKey("users.id"), nullable=False)
    project_id = Column(Integer, ForeignKey("projects.id"), nullable=False)
    type = Column(Enum(enums.TransactionType, name="transaction_type"), nullable=False)
    status = Column(Enum(enums.TransactionStatus, name="transaction_status"), nullable=False)
    amount = Column(Numeric(15, 2), nullable=False)
    created_at = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)


class Kyc(Base):
    __tablename__ = "kyc"

    id = Column(Integer, primary_key=True)
    user_id = Column(Integer, ForeignKey("users.id"), nullable=False)
    type = Column(Enum(enums.KycType, name="kyc_type"), nullable=False)
    status = Column(Enum(enums.KycStatus, name="kyc_status"), nullable=False)
    created_at = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)


class LinkToken(Base):
    __tablename__ = "link_tokens"

    id = Column(Integer, primary_key=True)
    user_id = Column(String(36), nullable=False)
    provider = Column(Enum(enums.WalletProvider, name="wallet_provider"), nullable=False)
    token = Column(String(255), nullable=False)
    created_at = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)


class WalletRegistry(Base):
    __tablename__ = "wallet_registry"

    id = Column(Integer, primary_key=True)
    user_id = Column(String(36), nullable=False)
    provider = Column(Enum(enums.WalletProvider, name="wallet_provider"), nullable=False)
    wallet_id = Column(String(255), nullable=False)
    created_at = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)


class Hold(Base):
    __tablename__ = "holds"

    id = Column(Integer, primary_key=True)
    user_id = Column(String(36), nullable=False)
    status = Column(Enum(enums.HoldStatus, name="hold_status"), nullable=False)
    amount = Column(Numeric(15, 2), nullable=False)
    created_at = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)


class LedgerEntry(Base):
    __tablename__ = "ledger_entries"

    id = Column(Integer, primary_key=True)
    user_id = Column(String(36), nullable=False)
    type = Column(Enum(enums.LedgerTransactionType, name="ledger_transaction_type"), nullable=False)
    amount = Column(Numeric(15, 2), nullable=False)
    created_at = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)


class WalletBalanceSnapshot(Base):
    __tablename__ = "wallet_balance_snapshot"

    id = Column(Integer, primary_key=True)
    provider = Column(Enum(enums.WalletProvider, name="wallet_provider"), nullable=False)
    wallet_id = Column(String(255), nullable=False)
    balance = Column(Numeric(15, 2), nullable=False)
    created_at = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)
