"""Types of the project's own."""

import sqlalchemy as sa
from sqlalchemy import Column, Integer
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from shop.base import Base
from shop.enums import Color, Fruit, Size


class ValueEnum(sa.Enum):
    """sa.Enum that stores values."""

    def __init__(self, cls, **kw):
        kw.setdefault("values_callable", lambda e: [m.value for m in e])
        super().__init__(cls, **kw)


class Decorated(TypeDecorator):
    impl = sa.Enum
    cache_ok = True

    def __init__(self, cls):
        super().__init__(cls, values_callable=lambda e: [m.value for m in e], name=cls.__name__.lower() + "_t")


class ForwardingEnum(TypeDecorator):
    impl = sa.Enum
    cache_ok = True


class AsText(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, cls, length=40):
        super().__init__(length)
        self._cls = cls

    def process_bind_param(self, value, dialect):
        return value.value if value is not None else None

    def process_result_value(self, value, dialect):
        return self._cls(value) if value is not None else None


class Fixed(TypeDecorator):
    impl = sa.Enum(Fruit, name="fixed_fruit")
    cache_ok = True


class Cup(Base):
    __tablename__ = "cups"

    id = Column(Integer, primary_key=True)
    decorated = Column(Decorated(Color))
    forwarded = Column(ForwardingEnum(Size, name="forwarded_size"))
    fixed = Column(Fixed())
    fixed_class = Column(Fixed)
    as_text: Mapped[Color] = mapped_column(AsText(Color))
    value_enum = Column(ValueEnum(Color, name="value_enum"))
