"""One model for each way."""

from functools import partial
from typing import List, Optional, get_args

from app.base import Base, StringEnum, ValueEnum, chosen, mapper_registry, pg_enum, values
from app.enums import Channel, Currency, Priority, Region, Size, State, Switch, Tag
from sqlalchemy import ARRAY, Column, Enum, ForeignKey, Integer, String, Table
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from typing_extensions import Annotated

region = Annotated[Region, mapped_column(Enum(Region, name="region", values_callable=values))]


class HasPhase:
    """A mixin that names the type after the table."""

    @declared_attr
    def phase(cls):
        return Column(Enum(State, name=cls.__tablename__ + "_phase"), nullable=False)


class Declared(Base):
    __tablename__ = "declared"

    id = Column(Integer, primary_key=True)
    state = Column(Enum(State), nullable=False)


class Annotations(Base):
    __tablename__ = "annotations"

    id: Mapped[int] = mapped_column(primary_key=True)
    priority: Mapped[Priority]
    former: Mapped[Optional[Priority]]
    channel: Mapped[Channel]
    region: Mapped[region]
    tags: Mapped[List[Tag]] = mapped_column(ARRAY(Enum(Tag, name="tag", values_callable=values)))


class Mixed(HasPhase, Base):
    __tablename__ = "mixed"

    id: Mapped[int] = mapped_column(primary_key=True)


class Callables(Base):
    __tablename__ = "callables"

    id: Mapped[int] = mapped_column(primary_key=True)
    listed = Column(Enum(Tag, name="listed_tag", values_callable=lambda kind: kind.values()))
    partly = Column(Enum(Size, name="partial_size", values_callable=partial(chosen, suffix="!")))
    spread = Column(Enum(*get_args(Switch), name="switch"))


class Wrapped(Base):
    __tablename__ = "wrapped"

    id: Mapped[int] = mapped_column(primary_key=True)
    decorated = Column(ValueEnum(Region, name="decorated_region"))
    factory = Column(pg_enum(Currency))
    text = Column(StringEnum(Tag))
    became_text: Mapped[State] = mapped_column(String(20))


class Vehicle(Base):
    __tablename__ = "vehicles"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "vehicle"}


class Truck(Vehicle):
    __tablename__ = "trucks"

    id: Mapped[int] = mapped_column(ForeignKey("vehicles.id"), primary_key=True)
    load: Mapped[Size] = mapped_column(Enum(Size, name="load"))
    __mapper_args__ = {"polymorphic_identity": "truck"}


class Bicycle(Vehicle):
    gear: Mapped[Optional[Size]] = mapped_column(Enum(Size, name="gear"))
    __mapper_args__ = {"polymorphic_identity": "bicycle"}


class Account:
    """Knows nothing of its table."""


accounts = Table(
    "accounts",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("currency", Enum(Currency, name="currency")),
)
mapper_registry.map_imperatively(Account, accounts)


def history_of(name):
    class History(Base):
        __tablename__ = name + "_history"

        id: Mapped[int] = mapped_column(primary_key=True)
        state = Column(Enum(State, name=name + "_state", values_callable=values))

    return History


AccountHistory = history_of("account")
