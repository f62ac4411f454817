"""What the service stores."""

from common_core.outbox import OutboxColumns
from sqlalchemy import Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class EventOutbox(OutboxColumns, Base):
    pass


class SpellcheckJob(Base):
    __tablename__ = "spellcheck_jobs"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    essay_id: Mapped[str] = mapped_column(String(255))
    corrections: Mapped[int] = mapped_column(Integer, server_default="0")
