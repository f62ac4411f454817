"""Ways that came later: data classes, SQLModel, schemas, variants and checks."""

from app.base import Base, values
from app.enums import Channel, Priority, Region, Size, State
from sqlalchemy import Column, Enum, String
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, MappedAsDataclass, mapped_column
from sqlmodel import Field, SQLModel


class Parcel(MappedAsDataclass, Base):
    """A data class and a table at once."""

    __tablename__ = "parcels"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    state: Mapped[State] = mapped_column(
        Enum(State, name="parcel_state", values_callable=values), default=State.OPEN
    )
    sent_by: Mapped[Channel | None] = mapped_column(default=None)


class Shelf(Base):
    """The type stands in the schema of the table."""

    __tablename__ = "shelves"
    __table_args__ = {"schema": "archive"}

    id: Mapped[int] = mapped_column(primary_key=True)
    size = Column(Enum(Size, name="shelf_size", inherit_schema=True))


class Ticket(Base):
    """An enum on PostgreSQL only, and text with a check."""

    __tablename__ = "tickets"

    id: Mapped[int] = mapped_column(primary_key=True)
    region = Column(
        String(20).with_variant(
            postgresql.ENUM(Region, name="ticket_region", values_callable=values), "postgresql"
        )
    )
    priority = Column(
        Enum(
            Priority, name="ticket_priority", native_enum=False, create_constraint=True, length=20
        )
    )


class Note(SQLModel, table=True):
    """A field is a column, and the type bears the name of its class."""

    __tablename__ = "notes"

    id: int | None = Field(default=None, primary_key=True)
    weight: Size
    channel: Channel = Field(sa_column=Column(Enum(Channel, name="note_channel")))
