"""What the service stores."""

from common_core.outbox import OutboxColumns
from common_core.status_enums import EssayStatus
from sqlalchemy import DateTime, Enum, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class EventOutbox(OutboxColumns, Base):
    pass


class EssayState(Base):
    __tablename__ = "essay_states"

    essay_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    batch_id: Mapped[str | None] = mapped_column(String(255), index=True)
    current_status: Mapped[EssayStatus] = mapped_column(
        Enum(EssayStatus, name="essay_status_enum", values_callable=lambda enum: [member.value for member in enum]),
        nullable=False,
    )
    updated_at = mapped_column(DateTime(timezone=True), server_default=text("now()"), nullable=False)
