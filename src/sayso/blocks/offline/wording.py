"""What a wish for a block says besides the names of things: its card, its title and its clock as well."""

from dataclasses import dataclass
from datetime import date

from sayso.blocks.types import CardKind, Timing
from sayso.phrases import wording as phrases
from sayso.phrases.lists import listed, pattern_of
from sayso.phrases.said import Said

from .refreshing import take_refresh

_KINDS = ("pie", "bar", "line", "area", "table", "list", "number", "text")
_KIND_OF = {word: CardKind(name) for name in _KINDS for word in listed("kinds", name)}
_KIND = pattern_of("kinds")
_CHARTED = (
    "(?:"
    + "|".join(w.replace(" ", r"\s+") for n in ("pie", "bar", "line", "area") for w in listed("kinds", n))
    + ")"
)


@dataclass(slots=True)
class Wording(phrases.Wording):
    """What was said besides the names of things."""

    kind: CardKind | None = None
    is_chart: bool = False
    title: str = ""
    refresh: Timing | None = None


def take_wording(said: Said, today: date, zone: str) -> Wording:
    """Read all of that, and take it out of the words."""
    wording = Wording()
    wording.title = phrases.take_title(said)
    wording.refresh = take_refresh(said, zone)
    _take_kind(said, wording)
    phrases.take_wording(said, today, wording)
    return wording


def _take_kind(said: Said, wording: Wording) -> None:
    found = (
        said.take(
            rf"\b(?:as|in|into|to)\s+(?:an?\s+|the\s+)?(?:simple\s+|horizontal\s+|stacked\s+)?({_KIND})(?:[\s-]*(?:chart|graph|diagram|plot|card))?\b"
        )
        or said.take(
            rf"\b(?:an?\s+|the\s+)?({_CHARTED})[\s-]*(?:chart|graph|diagram|plot)s?\b(?:\s+(?:of|for|with|showing))?"
        )
        or said.take(
            r"\b(?:an?\s+|the\s+)?(pie|donut|doughnut|table|list|text|grid|bars?|area)\s+(?:of|with|showing)\b"
        )
        or said.take(r"^\s*(?:please\s+)?(list)\b")
    )
    if found:
        wording.kind = _KIND_OF[" ".join(found[1].split())]
        return
    found = said.take(r"\b(?:as\s+)?(?:an?\s+)?(?:chart|graph|diagram|plot)\b(?:\s+of)?")
    wording.is_chart = found is not None
