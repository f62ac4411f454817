"""Mixins, abstract bases, single and joined tables, schemas."""

import enum

from sqlalchemy import Column, Enum, ForeignKey, Integer, MetaData
from sqlalchemy.orm import Mapped, declarative_base, declared_attr, mapped_column

from shop.base import Base, DataBase, WarehouseBase
from shop.enums import Color, Size, Speed


class Colored:
    color = Column(Enum(Color, name="mixin_color"))


class Sized:
    @declared_attr
    def size(cls):
        return Column(Enum(Size, name="declared_size", values_callable=lambda e: [m.value for m in e]))

    @declared_attr
    def speed(cls) -> Mapped[Speed]:
        return mapped_column(Enum(Speed, name="declared_speed"))


class Named:
    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower() + "s"


class Abstract(Base):
    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[Speed] = mapped_column(Enum(Speed, name="abstract_speed"))


class Chair(Colored, Sized, Abstract):
    __tablename__ = "chairs"


class Sofa(Named, Colored, Abstract):
    class Cover(enum.Enum):
        CLOTH = 1
        LEATHER = 2

    cover = Column(Enum(Cover))


class Animal(Base):
    __tablename__ = "animals"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "animal"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    size: Mapped[Size]


class Cat(Animal):
    __mapper_args__ = {"polymorphic_identity": "cat"}

    coat: Mapped[Color] = mapped_column(nullable=True)


class Dog(Animal):
    __tablename__ = "dogs"
    __mapper_args__ = {"polymorphic_identity": "dog"}

    id: Mapped[int] = mapped_column(ForeignKey("animals.id"), primary_key=True)
    collar: Mapped[Color]


class Shelf(WarehouseBase):
    __tablename__ = "shelves"

    id: Mapped[int] = mapped_column(primary_key=True)
    color: Mapped[Color]
    size = Column(Enum(Size, name="shelf_size", inherit_schema=True))


class Box(Base):
    __tablename__ = "boxes"
    __table_args__ = {"schema": "storage"}

    id: Mapped[int] = mapped_column(primary_key=True)
    color: Mapped[Color]


class Crate(Base):
    __tablename__ = "crates"
    __table_args__ = ({"schema": "storage"},)

    id: Mapped[int] = mapped_column(primary_key=True)
    color = mapped_column(Enum(Color, name="crate_color", schema="storage"))


class Ticket(DataBase):
    __tablename__ = "tickets"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    color: Mapped[Color] = mapped_column(default=Color.RED)
    size: Mapped[Size | None] = mapped_column(default=None)


Old = declarative_base(metadata=MetaData(schema="old"))


class Relic(Old):
    __tablename__ = "relics"

    id = Column(Integer, primary_key=True)
    color = Column(Enum(Color))
