"""Stretches of time in words: ``this week``, ``last 30 days``, ``in March``, ``since 1 May``."""

import re
from calendar import monthrange
from datetime import date
from typing import cast

from .meaning import Span, Unit
from .said import Said

UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "year")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_ONES, start=1)} | {
    "couple of": 2,
    "few": 3,
    "dozen": 12,
    "a": 1,
    "an": 1,
}
NUMBER = r"(?:\d{1,4}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_UNIT = r"(?P<unit>day|week|month|quarter|year)s?"
_MONTH_NAMES = (
    "january,jan", "february,feb", "march,mar", "april,apr", "may", "june,jun", "july,jul", "august,aug",
    "september,sept,sep", "october,oct", "november,nov", "december,dec",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split(",")}
MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_DAY = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|\d{{1,2}}(?:st|nd|rd"
    rf"|th)?\s+(?:of\s+)?{MONTH}"
    rf"(?:\s+\d{{4}})?|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+\d{{4}})?)"
)
_PLACE = rf"(?:{_DAY}|{MONTH}(?:\s+\d{{4}})?|\d{{4}})"


def month_of(name: str) -> int:
    """The number of a month from its name."""
    return _MONTHS[name.lower()]


def number_of(text: str) -> int:
    """``12``, ``twelve`` and ``a dozen`` as a number."""
    word = " ".join(text.lower().split())
    return int(word) if word.isdigit() else _NUMBERS[word]


def take_span(said: Said, today: date) -> Span | None:
    """The first stretch of time that is named, taken out of the words."""
    return (
        _near(said) or _counted(said) or _between(said, today) or _since(said, today) or _named(said, today)
    )


def _near(said: Said) -> Span | None:
    found = said.take(r"\b(?:from\s+|for\s+|of\s+|on\s+)?(today|yesterday|tomorrow|tonight)(?:'s|’s)?\b")
    if found:
        kind = {"yesterday": "last", "tomorrow": "next"}.get(found[1], "this")
        return Span(kind=kind, unit="day", words=found[1])
    found = said.take(r"\b(?:(?:year|month|week)[\s-]to[\s-]date|[ymw]td)\b")
    if found:
        unit = cast("Unit", {"y": "year", "m": "month", "w": "week"}[found[0][0]])
        return Span(kind="this", unit=unit, words=f"this {unit}")
    found = said.take(
        rf"\b(?:(?:in|during|for|of|from|within)\s+)?(?:the\s+)?(this|current|last|previous"
        rf"|past|next|coming)\s+{_UNIT}(?:'s|’s)?\b"
    )
    if not found:
        whole = said.take(r"\b(?:the\s+)?(day|week|month|quarter|year)(?:'s|’s)(?=\s)")
        return Span(kind="this", unit=cast("Unit", whole[1]), words=f"this {whole[1]}") if whole else None
    kind = {"this": "this", "current": "this", "next": "next", "coming": "next"}.get(found[1], "last")
    unit = cast("Unit", found["unit"])
    return Span(kind=kind, unit=unit, words=f"{kind} {unit}")


def _counted(said: Said) -> Span | None:
    found = said.take(
        rf"\b(?:(?:in|during|for|of|from|over|within)\s+)?(?:the\s+)?(last|past|previous|next"
        rf"|coming)\s+({NUMBER})\s+{_UNIT}\b"
    )
    if found:
        count, unit = number_of(found[2]), found["unit"]
        kind = "coming" if found[1] in {"next", "coming"} else "rolling"
        side = "next" if kind == "coming" else "last"
        if not 1 <= count <= 3660:
            return None
        return Span(kind=kind, unit=unit, count=count, words=f"{side} {count} {unit}s")
    found = said.take(rf"\b(?:within|in)\s+(?:the\s+)?({NUMBER})\s+{_UNIT}\b")
    if found and number_of(found[1]) >= 1:
        count, unit = number_of(found[1]), found["unit"]
        return Span(kind="coming", unit=unit, count=count, words=f"next {count} {unit}s")
    return None


def _between(said: Said, today: date) -> Span | None:
    found = said.take(
        rf"\b(?:between|from)\s+(?P<first>{_PLACE})\s+(?:and|to|until|till|through|-|–)\s+(?P<last>{_PLACE})"
    )
    if not found:
        return None
    first, last = _days(found["first"], today), _days(found["last"], today)
    if first is None or last is None:
        return None
    return _fixed(first[0], last[1])


def _since(said: Said, today: date) -> Span | None:
    found = said.take(
        rf"\b(since|after|before|until|till|up\s+to|by)\s+(?P<day>{_DAY}"
        rf"|{MONTH}(?:\s+\d{{4}})?|(?:19|20)\d\d)\b"
    )
    if not found:
        return None
    days = _days(found["day"], today)
    if days is None:
        return None
    if found[1] == "since":
        return _fixed(days[0], None)
    if found[1] == "after":
        return _fixed(date.fromordinal(days[1].toordinal() + 1), None)
    if found[1] == "before":
        return _fixed(None, date.fromordinal(days[0].toordinal() - 1))
    return _fixed(None, days[1])


def _named(said: Said, today: date) -> Span | None:
    found = said.take(
        rf"\b(?:in|on|during|of|for|from)\s+(?P<day>{_DAY}|{MONTH}(?:\s+\d{{4}})?|(?:19|20)\d\d)(?!\w)"
    )
    days = _days(found["day"], today) if found else None
    return _fixed(*days) if days else None


def _fixed(first: date | None, last: date | None) -> Span:
    start, end = (day.isoformat() if day else "" for day in (first, last))
    words = f"from {start} to {end}" if start and end else f"from {start} on" if start else f"until {end}"
    return Span(kind="fixed", first=start, last=end, words=f"on {start}" if start == end else words)


def _days(text: str, today: date) -> tuple[date, date] | None:
    """First and last day of ``2025``, ``march``, ``march 2025`` or a day; a month without a year is the last
    one that began."""
    plain = " ".join(text.split())
    if re.fullmatch(r"\d{4}", plain):
        return date(int(plain), 1, 1), date(int(plain), 12, 31)
    month = re.fullmatch(rf"({MONTH})(?:\s+(\d{{4}}))?", plain)
    if month:
        number = _MONTHS[month[1]]
        year = int(month[2]) if month[2] else today.year - (number > today.month)
        return date(year, number, 1), date(year, number, monthrange(year, number)[1])
    start = _day(plain, today)
    return (start, start) if start is not None else None


def _day(text: str, today: date) -> date | None:
    """A day as it is written in English, or as ISO 8601 has it; without a year it is this year's."""
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|,|\bof\b", " ", text)
    parts = re.split(r"[\s./-]+", plain.strip())
    named = next((_MONTHS[part] for part in parts if part in _MONTHS), None)
    numbers = [int(part) for part in parts if part.isdigit()]
    try:
        if named is not None:
            year = numbers[1] if len(numbers) > 1 else today.year
            return date(year, named, numbers[0])
        if len(parts[0]) == 4:
            return date(*numbers)
        day, month, year = numbers
        return date(year, month, day)
    except (ValueError, TypeError, IndexError):
        return None
