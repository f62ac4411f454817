"""Mapped[...] in all ordinary spellings."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Annotated, List, Literal, Optional, Union

import sqlalchemy as sa
from sqlalchemy import ARRAY, Enum, ForeignKey, String
from sqlalchemy.dialects.postgresql import ARRAY as PgArray
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shop import enums
from shop.base import Base
from shop.enums import Color, Level, Size, Speed

Plain = Annotated[Color, mapped_column(Enum(Color, name="annotated_color"))]
Bare = Annotated[Size, "just words"]


class Lamp(Base):
    __tablename__ = "lamps"

    id: Mapped[int] = mapped_column(primary_key=True)
    color: Mapped[Color]
    optional: Mapped[Optional[Color]]
    union: Mapped[Color | None]
    old_union: Mapped[Union[Size, None]] = mapped_column(default=Size.SMALL)
    dotted: Mapped[typing.Optional[enums.Size]] = mapped_column()
    quoted: Mapped["Speed"]
    literal: Mapped[Literal["on", "off"]]
    named: Mapped[Color] = mapped_column("stored_color", nullable=True)
    level: Mapped[Level] = mapped_column(index=True)
    annotated: Mapped[Plain]
    bare: Mapped[Bare]
    array: Mapped[List[Color]] = mapped_column(ARRAY(Enum(Color, name="lamp_color")))
    pg_array: Mapped[list[Speed]] = mapped_column(PgArray(Enum(Speed)), nullable=True)
    as_text: Mapped[Color] = mapped_column(String(20), default=Color.RED)
    loud: Mapped[str] = mapped_column(String, default=Color.RED.value)
    kind: Mapped[Size] = mapped_column(Enum(Size, values_callable=lambda e: [m.value for m in e]))
    shade_id: Mapped[Optional[int]] = mapped_column(ForeignKey("shades.id"))
    shade: Mapped[Optional[Shade]] = relationship()


class Shade(Base):
    __tablename__ = "shades"

    class Form(enums.Enum):
        ROUND = "round"
        FLAT = "flat"

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[enums.Color] = mapped_column(Enum(Form, name="form"))
