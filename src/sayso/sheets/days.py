"""Days, moments and times as people write them in one column: which of the first two numbers is the day."""

import re
from collections.abc import Sequence
from datetime import datetime

_DAY_FIRST = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d.%m.%y", "%d.%m.%Y.")
_MONTH_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y")
_PLAIN = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%d-%b-%Y",
    "%d-%b-%y",
)  # fmt: skip
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(am|pm)?", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?")
_LONGEST = 40


def day_forms(cells: Sequence[str]) -> tuple[str, ...]:
    """The ways of writing a day by which all of these are read; none where some are no days."""
    for forms in ((*_PLAIN, *_DAY_FIRST), (*_PLAIN, *_MONTH_FIRST)):
        if all(day_of(cell, forms) for cell in cells):
            return forms
    return ()


def are_ambiguous(cells: Sequence[str]) -> bool:
    """Whether month and day could change places in every one of these."""
    return all(day_of(cell, _DAY_FIRST) and day_of(cell, _MONTH_FIRST) for cell in cells)


def day_of(text: str, forms: Sequence[str]) -> str | None:
    """The day in a cell as ``2026-11-21``."""
    bare = re.sub(r"\s+", " ", text.strip().replace(",", ""))
    if len(bare) > _LONGEST:
        return None
    for form in forms:
        try:
            return datetime.strptime(bare, form).strftime("%Y-%m-%d")  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def moment_of(text: str, forms: Sequence[str]) -> str | None:
    """The moment in a cell as ``2026-11-21 09:30:00``, or as it stands if it names its own time zone."""
    bare = text.strip()
    if len(bare) > _LONGEST:
        return None
    if _ISO.fullmatch(bare):
        try:
            found = datetime.fromisoformat(bare)
        except ValueError:
            return None
        return bare if found.tzinfo else found.strftime("%Y-%m-%d %H:%M:%S")
    day, _, clock = bare.replace(",", "").partition(" ")
    if not clock or ":" not in clock:
        return None
    at, on = time_of(clock), day_of(day, forms)
    return f"{on} {at}" if at and on else None


def time_of(text: str) -> str | None:
    """The time of day in a cell as ``09:30:00``."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hour = int(match[1])
    if match[4]:
        hour = hour % 12 + (12 if match[4].lower() == "pm" else 0)
    minute, second = int(match[2]), int(match[3] or 0)
    return f"{hour:02d}:{minute:02d}:{second:02d}" if hour < 24 and minute < 60 and second < 60 else None


def moment_forms(cells: Sequence[str]) -> tuple[str, ...]:
    """The ways of writing a day by which all of these are read as moments."""
    for forms in ((*_PLAIN, *_DAY_FIRST), (*_PLAIN, *_MONTH_FIRST)):
        if all(moment_of(cell, forms) or day_of(cell, forms) for cell in cells) and any(
            moment_of(cell, forms) for cell in cells
        ):
            return forms
    return ()
