"""Column(Enum(...)) and mapped_column(Enum(...)) in all ordinary spellings."""

import sqlalchemy as sa
from sqlalchemy import Column, Enum, Integer, String
from sqlalchemy import Enum as SAEnum
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM as PgEnum
from sqlalchemy.orm import Mapped, mapped_column

from . import enums
from .base import Base
from .enums import Aliased, Color, Counted, Fruit, Graded, Level, Planet, Right, Size, Speed, Suit, Tree


def values(cls):
    return [m.value for m in cls]


class Shirt(Base):
    __tablename__ = "shirts"

    id = Column(Integer, primary_key=True)
    color = Column(Enum(Color), nullable=False)
    named = Column(SAEnum(Color, name="shirt_color"))
    by_value = Column(sa.Enum(Color, name="color_by_value", values_callable=lambda e: [m.value for m in e]))
    by_function = Column(sa.Enum(Size, values_callable=values, name="size_by_value"))
    by_generator = Column(sa.Enum(Size, values_callable=lambda x: tuple(i.value for i in x), name="size_gen"))
    by_members = Column(
        sa.Enum(Size, values_callable=lambda x: [v.value for v in x.__members__.values()], name="size_members")
    )
    by_method = Column(sa.Enum(Fruit, values_callable=lambda x: x.values(), name="fruit_method"))
    by_own_method = Column(sa.Enum(Fruit, values_callable=Fruit.values and (lambda x: Fruit.values()), name="fruit_own"))
    by_str = Column(sa.Enum(Fruit, values_callable=lambda x: [str(m) for m in x], name="fruit_str"))
    by_lower = Column(sa.Enum(Color, values_callable=lambda x: [m.name.lower() for m in x], name="color_lower"))
    by_map = Column(sa.Enum(Color, values_callable=lambda x: list(map(lambda m: m.value, x)), name="color_map"))
    renamed = Column("stored_as", Enum(Speed, name="speed"))
    by_keyword = Column(name="by_keyword_name", type_=Enum(Speed, name="speed"))
    speed = Column(Enum(Speed, name="speed_values", values_callable=lambda e: [m.value for m in e]))
    level = Column(Enum(Level))
    counted = Column(Enum(Counted))
    right = Column(Enum(Right))
    tree = Column(Enum(Tree, values_callable=values, name="tree_values"))
    graded = Column(Enum(Graded, values_callable=values, name="graded_values"))
    suit = Column(Enum(Suit, values_callable=values, name="suit_values"))
    planet = Column(Enum(Planet))
    aliased = Column(Enum(Aliased))
    aliased_values = Column(Enum(Aliased, values_callable=values, name="aliased_values"))
    functional = Column(Enum(enums.Functional))
    pairs = Column(Enum(enums.FunctionalPairs, values_callable=values, name="pairs_values"))
    by_dict = Column(Enum(enums.FunctionalDict, values_callable=values, name="dict_values"))
    literal = Column(Enum("open", "closed", name="literal_type"))
    starred = Column(Enum(*[m.value for m in Color], name="starred_type"))
    starred_names = Column(Enum(*Color.__members__, name="starred_names"))
    starred_keys = Column(Enum(*Color.__members__.keys(), name="starred_keys"))
    pg = Column(PgEnum(Color, name="pg_color", create_type=False))
    pg_literal = Column(postgresql.ENUM("a", "b", name="pg_literal", schema="other"))
    text = Column(Enum(Color, native_enum=False, length=30))
    text_values = Column(Enum(Color, native_enum=False, values_callable=values, create_constraint=True))
    typed = Column(Enum(Color, name="color_elsewhere", schema="elsewhere"))
    array = Column(sa.ARRAY(Enum(Color, name="color_array")))
    pg_array = Column(postgresql.ARRAY(Enum(Size, values_callable=values, name="size_array"), dimensions=1))
    variant = Column(String().with_variant(postgresql.ENUM(Color, name="variant_color"), "postgresql"))
    variant_back = Column(Enum(Color, name="variant_back").with_variant(String(20), "sqlite"))
    defaulted = Column(Enum(Size, name="size_default", values_callable=values), server_default=Size.SMALL.value)
    new_style: Mapped[Color] = mapped_column(Enum(Color, name="new_style"))
    new_named: Mapped[Color] = mapped_column("new_stored", Enum(Color, name="new_named"))
    note = Column(String(20), default="x")
