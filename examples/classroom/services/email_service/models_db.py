"""What the service stores."""

from common_core.outbox import OutboxColumns
from sqlalchemy import Enum, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.email_service.enums import EmailStatus


class Base(DeclarativeBase):
    pass


class EventOutbox(OutboxColumns, Base):
    pass


class EmailRecord(Base):
    __tablename__ = "email_records"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    recipient: Mapped[str] = mapped_column(String(255))
    status: Mapped[EmailStatus] = mapped_column(
        Enum(EmailStatus, name="email_status_enum", values_callable=lambda enum: [member.value for member in enum])
    )
