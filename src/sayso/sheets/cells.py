"""Cells as text: what formulas begin with, and how values of a workbook are written."""

from datetime import date, datetime, time, timedelta

_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What formulas begin with, also in full width, and what some spreadsheets skip before one."""
_EXACT = 10**15
"""Whole numbers up to here are kept exactly by a spreadsheet."""
_SECONDS = 3600

Value = int | float | str | bool | date | datetime | time | timedelta | None


class Typed(str):
    """A cell that a workbook keeps as a number: its text is exact, in no language's notation."""

    __slots__ = ()


def trimmed(cell: str) -> str:
    """A cell without the blanks around it; one that is typed has none."""
    return cell if isinstance(cell, Typed) else cell.strip()


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_GUARDED) else text


def unguarded(text: str) -> str:
    """A cell as it was before ``guarded``."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_GUARDED) else text


def text_of(value: Value) -> str:
    """A value of a workbook as people write it: ``5``, ``0.25``, ``2026-11-21``, ``yes``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return Typed(int(value) if value.is_integer() and abs(value) < _EXACT else repr(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // _SECONDS:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    return value.replace("\x00", "") if isinstance(value, str) else Typed(value)
