"""type_annotation_map."""

import enum
from typing import Literal

from sqlalchemy import Enum, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from shop.enums import Color, Fruit, Size, Speed

State = Literal["new", "old"]


class ByValue(DeclarativeBase):
    type_annotation_map = {
        enum.Enum: Enum(enum.Enum, values_callable=lambda e: [m.value for m in e]),
        Speed: Enum(Speed, name="speed_of_map", values_callable=lambda e: [m.value for m in e]),
        Fruit: String(30),
        State: Enum("new", "old", name="state_of_map"),
    }


class Kite(ByValue):
    __tablename__ = "kites"

    id: Mapped[int] = mapped_column(primary_key=True)
    color: Mapped[Color]
    size: Mapped[Size | None]
    speed: Mapped[Speed]
    fruit: Mapped[Fruit]
    state: Mapped[State]


class ByRegistry(DeclarativeBase):
    registry = registry(type_annotation_map={enum.Enum: Enum(enum.Enum, native_enum=False, length=50)})


class Balloon(ByRegistry):
    __tablename__ = "balloons"

    id: Mapped[int] = mapped_column(primary_key=True)
    color: Mapped[Color]
