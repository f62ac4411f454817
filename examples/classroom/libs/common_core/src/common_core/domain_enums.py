"""Words of the domain."""

from enum import StrEnum


class CourseCode(StrEnum):
    """The courses whose essays are judged."""

    ENG5 = "ENG5"
    ENG6 = "ENG6"
    ENG7 = "ENG7"
    SV1 = "SV1"
    SV2 = "SV2"
    SV3 = "SV3"


class Language(StrEnum):
    """The language of an essay."""

    ENGLISH = "en"
    SWEDISH = "sv"
