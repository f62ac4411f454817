"""The base of all models, and the types of the service's own."""

from app.enums import Channel
from sqlalchemy import Enum, String, TypeDecorator
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, registry


def values(kind):
    return [member.value for member in kind]


def chosen(kind, suffix):
    return [member.name.lower() + suffix for member in kind]


def pg_enum(kind):
    """A factory."""
    return postgresql.ENUM(kind, name=kind.__name__.lower() + "_kind", values_callable=values)


class ValueEnum(TypeDecorator):
    """An Enum that stores values."""

    impl = Enum
    cache_ok = True

    def __init__(self, kind, **more):
        more.setdefault("values_callable", lambda members: [member.value for member in members])
        super().__init__(kind, **more)


class StringEnum(TypeDecorator):
    """Text that is an enum in Python."""

    impl = String(20)
    cache_ok = True

    def __init__(self, kind):
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value, dialect):
        return None if value is None else value.value

    def process_result_value(self, value, dialect):
        return None if value is None else self.kind(value)


class Base(DeclarativeBase):
    type_annotation_map = {Channel: Enum(Channel, name="channel", values_callable=values)}


mapper_registry = registry(metadata=Base.metadata)
