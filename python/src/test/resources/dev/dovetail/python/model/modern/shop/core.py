"""Tables without classes, and classes over tables."""

import sqlalchemy as sa
from sqlalchemy import Column, Enum, Integer, MetaData, Table
from sqlalchemy.orm import registry

from shop.base import Base
from shop.enums import Color, Size

metadata = MetaData()
other = MetaData(schema="outer")
LABELS = ("draft", "live")
SIZES = [s.value for s in Size]
color_type = Enum(Color, name="core_color", values_callable=lambda e: [m.value for m in e], metadata=metadata)


def pg_enum(cls, name=None, **kw):
    """A helper as projects have them."""
    return sa.Enum(cls, name=name or cls.__name__.lower() + "_enum", values_callable=lambda e: [m.value for m in e], **kw)


pages = Table(
    "pages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", Enum(*LABELS, name="page_state"), nullable=False, server_default="draft"),
    Column("color", color_type),
    Column("size", Enum(*SIZES, name="page_size")),
    sa.Column("helped", pg_enum(Color)),
    sa.Column("helped_named", pg_enum(Size, "helped_size")),
    schema="press",
)

covers = sa.Table("covers", other, sa.Column("id", Integer), sa.Column("color", color_type))


class Leaf(Base):
    __table__ = Table("leaves", Base.metadata, Column("id", Integer, primary_key=True), Column("color", Enum(Color)))


class Branch:
    pass


mapper_registry = registry()
branches = Table("branches", mapper_registry.metadata, Column("id", Integer, primary_key=True), Column("c", Enum(Color)))
mapper_registry.map_imperatively(Branch, branches)


@mapper_registry.mapped
class Twig:
    __tablename__ = "twigs"
    id = Column(Integer, primary_key=True)
    color = Column(Enum(Color, name="twig_color"))


class Held(Base):
    __tablename__ = "held"
    id = Column(Integer, primary_key=True)
    color = Column(pg_enum(Color, native_enum=True))
