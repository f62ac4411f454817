"""What SQLAlchemy 1.4 and every later one read alike."""

import enum

import sqlalchemy as db
from sqlalchemy import ARRAY, Column, Enum, Integer, MetaData, String, Table, TypeDecorator
from sqlalchemy.dialects.postgresql import ENUM
from sqlalchemy.ext.declarative import declarative_base, declared_attr

metadata = MetaData()
Base = declarative_base(metadata=metadata)


class State(str, enum.Enum):
    OPEN = "open"
    SHUT = "shut"


class Kind(enum.IntEnum):
    ONE = 1
    TWO = 2


class Aliased(enum.Enum):
    FIRST = "one"
    ALSO_FIRST = "one"
    SECOND = "two"


def persisted(enum_class):
    labels = []
    for member in enum_class:
        labels.append(member.value)
    return labels


class WithState(object):
    @declared_attr
    def __tablename__(cls):
        return "%s_t" % cls.__name__.lower()

    state = Column(Enum(State), default=State.OPEN, nullable=False)


class Door(WithState, Base):
    id = Column(Integer, primary_key=True)
    kind = Column(db.Enum(Kind))
    values = Column(Enum(State, name="door_state", values_callable=persisted))
    pg = Column(ENUM(State, name="door_pg", values_callable=lambda obj: [e.value for e in obj], create_type=False))
    aliased = Column(Enum(Aliased))
    words = Column(Enum("a", "b", name="words"))
    array = Column(ARRAY(Enum(State, name="states")))
    text = Column(Enum(State, native_enum=False))


class Window(Base):
    __tablename__ = "windows"
    __table_args__ = (db.UniqueConstraint("window_state"), {"schema": "house"})

    id = Column(Integer, primary_key=True)
    state = Column("window_state", Enum(State, name="window_state"), server_default="OPEN")


panes = Table(
    "panes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", Enum(State, name="pane_state", values_callable=persisted)),
)
