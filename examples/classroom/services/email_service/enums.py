"""How mails fare."""

from enum import StrEnum


class EmailStatus(StrEnum):
    """Where a mail stands."""

    PENDING = "pending"
    PROCESSING = "processing"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
