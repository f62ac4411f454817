"""What the service stores."""

from common_core.outbox import OutboxColumns
from common_core.status_enums import OperationStatus
from sqlalchemy import Enum, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class EventOutbox(OutboxColumns, Base):
    pass


class CreditOperation(Base):
    __tablename__ = "credit_operations"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    subject_id: Mapped[str] = mapped_column(String(255), index=True)
    amount: Mapped[int] = mapped_column(Integer)
    status: Mapped[OperationStatus] = mapped_column(
        Enum(OperationStatus, name="operation_status_enum", values_callable=lambda enum: [member.value for member in enum])
    )
