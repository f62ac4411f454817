"""Checks the spelling of an essay and says how it went."""

from common_core.status_enums import EssayStatus


def outcome(corrections: int, failed: bool) -> EssayStatus:
    if failed:
        return EssayStatus.SPELLCHECK_FAILED
    return EssayStatus.SPELLCHECKED_SUCCESS
