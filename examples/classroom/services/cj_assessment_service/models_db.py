"""What the service stores."""

from common_core.outbox import OutboxColumns
from common_core.status_enums import CJBatchStateEnum
from sqlalchemy import DateTime, Enum, ForeignKey, Integer, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.cj_assessment_service.enums_db import CJBatchStatusEnum


class Base(DeclarativeBase):
    pass


class EventOutbox(OutboxColumns, Base):
    pass


class CJBatchUpload(Base):
    __tablename__ = "cj_batch_uploads"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    bos_batch_id: Mapped[str] = mapped_column(String(36), index=True)
    language: Mapped[str] = mapped_column(String(10))
    course_code: Mapped[str] = mapped_column(String(50))
    expected_essay_count: Mapped[int] = mapped_column(Integer)
    status: Mapped[CJBatchStatusEnum] = mapped_column(
        Enum(CJBatchStatusEnum, name="cj_batch_status_enum"),
        default=CJBatchStatusEnum.PENDING,
        nullable=False,
    )
    created_at = mapped_column(DateTime, server_default=text("now()"), nullable=False)


class CJBatchState(Base):
    __tablename__ = "cj_batch_states"

    batch_id: Mapped[int] = mapped_column(Integer, ForeignKey("cj_batch_uploads.id"), primary_key=True)
    state: Mapped[CJBatchStateEnum] = mapped_column(
        Enum(CJBatchStateEnum, name="cj_batch_state_enum"),
        default=CJBatchStateEnum.INITIALIZING,
        nullable=False,
    )
    total_comparisons: Mapped[int] = mapped_column(Integer, server_default="0")
    current_iteration: Mapped[int] = mapped_column(Integer, server_default="0")
    total_budget: Mapped[int | None] = mapped_column(Integer)
    last_activity_at = mapped_column(DateTime(timezone=True), server_default=text("now()"), nullable=False)
