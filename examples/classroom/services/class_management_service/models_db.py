"""What the service stores."""

from common_core.outbox import OutboxColumns
from common_core.domain_enums import CourseCode, Language
from sqlalchemy import Boolean, Enum, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class EventOutbox(OutboxColumns, Base):
    pass


class Course(Base):
    __tablename__ = "courses"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    course_code: Mapped[CourseCode] = mapped_column(
        Enum(CourseCode, name="course_code_enum", values_callable=lambda enum: [member.value for member in enum])
    )
    language: Mapped[Language] = mapped_column(
        Enum(Language, name="language_enum", values_callable=lambda enum: [member.value for member in enum])
    )
    archived: Mapped[bool] = mapped_column(Boolean, server_default="false")
    teacher_email: Mapped[str | None] = mapped_column(String(255))
