"""What the service stores."""

from common_core.outbox import OutboxColumns
from common_core.status_enums import BatchStatus
from sqlalchemy import Enum, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class EventOutbox(OutboxColumns, Base):
    pass


class Batch(Base):
    __tablename__ = "batches"

    id: Mapped[str] = mapped_column(String(255), primary_key=True)
    status: Mapped[BatchStatus] = mapped_column(
        Enum(BatchStatus, name="batch_status_enum", values_callable=lambda enum: [member.value for member in enum]),
        server_default="awaiting_content_validation",
    )
    expected_essays: Mapped[int] = mapped_column(Integer)
