import enum
from enum import Enum, Flag, IntEnum, StrEnum, auto, unique

PREFIX = "grade"
SEPARATOR = "-"


class Color(Enum):
    """A plain one."""

    RED = "red"
    GREEN = "green"
    DARK_BLUE = "dark blue"


class Size(str, Enum):
    SMALL = "s"
    LARGE = "l"

    def shout(self) -> str:
        return self.value.upper()

    @property
    def wide(self):
        return self is Size.LARGE


class Speed(StrEnum):
    SLOW = auto()
    FAST = auto()


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Counted(Enum):
    ONE = auto()
    TWO = auto()
    SEVEN = 7
    EIGHT = auto()


class Right(Flag):
    READ = auto()
    WRITE = auto()


class ValueOf(str, Enum):
    """A base of our own, without members."""

    def __str__(self):
        return self.value

    @classmethod
    def values(cls):
        return [member.value for member in cls]


class LowerName(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class Fruit(ValueOf):
    APPLE = "apple"
    PEAR = "pear"


class Tree(LowerName):
    OAK = auto()
    BEECH = auto()


class Graded(str, enum.Enum):
    A = PREFIX + SEPARATOR + "a"
    B = f"{PREFIX}{SEPARATOR}b"
    C = "-".join([PREFIX, "c"])
    _ignore_ = ["scratch"]
    scratch = "gone"


@unique
class Suit(Enum):
    CLUBS, HEARTS = "c", "h"


class Aliased(Enum):
    FIRST = "one"
    ALSO_FIRST = "one"
    SECOND = "two"


Functional = Enum("Functional", "NORTH SOUTH")
FunctionalPairs = Enum("FunctionalPairs", [("NORTH", "n"), ("SOUTH", "s")])
FunctionalDict = StrEnum("FunctionalDict", {"UP": "up", "DOWN": "down"})


class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (0.6, 3.3)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
