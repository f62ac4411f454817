"""What the service knows."""

import enum
from typing import Literal


class Words(str, enum.Enum):
    """Values that are written out in JSON."""

    @classmethod
    def values(cls):
        return [member.value for member in cls]


class State(Words):
    OPEN = "open"
    DONE = "done"


class Priority(enum.Enum):
    LOW = "low"
    URGENT = "very urgent"


class Channel(Words):
    MAIL = "mail"
    TEXT_MESSAGE = "sms"


class Region(enum.Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower().replace("_", "-")

    NORTH = enum.auto()
    FAR_SOUTH = enum.auto()


class Tag(Words):
    NEW = "new"
    OLD = "old"


class Size(enum.IntEnum):
    SMALL = 1
    LARGE = 2


Currency = enum.Enum("Currency", {"EURO": "EUR", "POUND": "GBP"})

Switch = Literal["on", "off", "unset"]
