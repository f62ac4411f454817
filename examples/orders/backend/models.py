"""What the shop stores."""

import enum

from sqlalchemy import Column, Enum, Integer, Numeric, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class OrderStatus(str, enum.Enum):
    """Where an order stands."""

    pending_payment = "PendingPayment"
    paid = "paid"
    cancelled = "cancelled"
    refunded = "Refunded"


class PaymentMethod(str, enum.Enum):
    """How an order is paid."""

    card = "card"
    bank_transfer = "BankTransfer"
    cash_on_delivery = "CashOnDelivery"


class Order(Base):
    __tablename__ = "orders"

    id = Column(Integer, primary_key=True)
    customer = Column(String(255), nullable=False)
    total = Column(Numeric(12, 2), nullable=False)
    status = Column(
        Enum(OrderStatus, name="order_status", values_callable=lambda x: [e.value for e in x]),
        default=OrderStatus.pending_payment,
        nullable=False,
    )
    payment_method = Column(
        Enum(PaymentMethod, name="payment_method", values_callable=lambda x: [e.value for e in x])
    )
