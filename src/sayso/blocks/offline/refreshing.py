"""How often, in words: ``refresh it every 5 minutes``, ``each morning at 8``, ``only by hand``."""

from sayso.blocks.types import At, Every, Never, Timing
from sayso.phrases.said import Said
from sayso.phrases.timing import take_timing
from sayso.schedules.recurrence import Every as Apart

_VERB = (
    r"(?:(?:and\s+)?(?:please\s+)?(?:refresh(?:ed|es|ing)?|updat(?:e|ed|es|ing)|reload(?:ed|s)?|renew(?:ed|s)?|check(?:ed)?|fetch(?:ed)?)"
    r"\s+(?:it\s+|this\s+|them\s+|the\s+(?:block|card|data)\s+)?)?"
)


def take_refresh(said: Said, zone: str) -> Timing | None:
    """How often the block is to be refreshed; nothing where nobody said."""
    if _is_never(said):
        return Never()
    found = take_timing(said, zone, _VERB)
    if found is None:
        return None
    if isinstance(found, Apart):
        return Every(seconds=found.seconds)
    return At(cron=found.text, time_zone=found.zone)


def _is_never(said: Said) -> bool:
    found = said.take(
        r"\b(?:(?:only\s+)?(?:refresh|update)(?:ed)?\s+(?:only\s+)?(?:by\s+hand|manually|never)|"
        r"(?:never|do\s+not|don'?t)\s+(?:refresh|update)(?:\s+it)?|without\s+refreshing)\b"
    )
    return found is not None
