"""The enums of the escrow business."""

import enum


class WalletProvider(str, enum.Enum):
    fincra = "fincra"
    paystack = "paystack"
    flutterwave = "flutterwave"


class ProjectStatus(str, enum.Enum):
    draft = "draft"
    pending = "pending"
    active = "active"
    in_progress = "in_progress"
    completed = "completed"
    disputed = "disputed"
    cancelled = "cancelled"
    refunded = "refunded"


class MilestoneStatus(str, enum.Enum):
    pending = "pending"
    in_progress = "in_progress"
    completed = "completed"
    approved = "approved"
    rejected = "rejected"
    disputed = "disputed"


class TransactionType(str, enum.Enum):
    deposit = "deposit"
    withdrawal = "withdrawal"
    escrow_hold = "escrow_hold"
    escrow_release = "escrow_release"
    refund = "refund"
    fee = "fee"
    commission = "commission"


class TransactionStatus(str, enum.Enum):
    pending = "pending"
    processing = "processing"
    completed = "completed"
    failed = "failed"
    cancelled = "cancelled"
    refunded = "refunded"


class KycType(str, enum.Enum):
    kyc = "kyc"
    kyb = "kyb"


class KycStatus(str, enum.Enum):
    pending = "pending"
    approved = "approved"
    rejected = "rejected"


class UserRole(str, enum.Enum):
    admin = "admin"
    client = "client"
    freelancer = "freelancer"


class HoldStatus(str, enum.Enum):
    active = "active"
    released = "released"
    captured = "captured"


class LedgerTransactionType(str, enum.Enum):
    debit = "debit"
    credit = "credit"
