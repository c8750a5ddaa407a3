"""Values written as text: in addresses (filters, cursors) and, more freely, in CSV cells."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation
from functools import partial

from app.description import Kind
from app.values.read import (
    Unreadable,
    read_date,
    read_datetime,
    read_decimal,
    read_email,
    read_integer,
    read_json,
    read_long_text,
    read_money,
    read_phone,
    read_text,
    read_time,
    read_url,
    read_uuid,
)

_YES = frozenset({"true", "t", "yes", "y", "1", "on", "x", "✓", "ja", "oui", "si", "sí"})
_NO = frozenset({"false", "f", "no", "n", "0", "off", "-", "nein", "non"})
_DAY_FIRST = (
    "%d/%m/%Y %d.%m.%Y %d-%m-%Y %Y/%m/%d %Y.%m.%d %d/%m/%y %d.%m.%y %d-%b-%Y %d-%b-%y %Y%m%d"
)
_SPOKEN = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")
_MONTH_FIRST = "%m/%d/%Y %m-%d-%Y %m/%d/%y"
_DAY_FORMATS = (*_DAY_FIRST.split(), *_SPOKEN, *_MONTH_FIRST.split())
_CURRENCY = re.compile(r"^(?:[$€£¥₹]|[A-Z]{3}\s)|(?:[$€£¥₹]|\s[A-Z]{3})$")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::(\d{2}))?(am|pm)?")


def written_reader(kind: Kind, zone: tzinfo) -> Callable[[str], object]:
    """The reader of this kind of value where it is written as text."""
    if kind is Kind.DATETIME:
        return partial(read_written_datetime, zone=zone)
    return _READERS[kind]


def read_number(text: str) -> Decimal:
    """`1,234.50`, `1.234,50`, `1 234,5` and `£12` are the same kind of thing."""
    bare = re.sub(r"[\s']", "", _CURRENCY.sub("", text.strip()))
    if "," in bare and "." in bare:
        thousands = "," if bare.rfind(".") > bare.rfind(",") else "."
        bare = bare.replace(thousands, "").replace(",", ".")
    elif bare.count(",") == 1 and not re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", bare):
        bare = bare.replace(",", ".")
    else:
        bare = bare.replace(",", "")
    try:
        number = Decimal(bare)
    except InvalidOperation as error:
        raise Unreadable("must be a number.") from error
    if not number.is_finite():
        raise Unreadable("must be a number.")
    return number


def read_whole(text: str) -> int:
    """A whole number."""
    number = read_number(text)
    if number != number.to_integral_value() or number.adjusted() > 30:
        raise Unreadable("must be a whole number.")
    return read_integer(int(number))


def read_yes_or_no(text: str) -> bool:
    """Yes or no, in several ways of writing it."""
    word = text.strip().lower()
    if word not in _YES | _NO:
        raise Unreadable("must be yes or no.")
    return word in _YES


def read_written_date(text: str) -> date:
    """A day in a common way of writing it; the day comes before the month unless that cannot be."""
    bare = re.sub(r"\s+", " ", text.strip().replace(",", ""))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", bare):
        return read_date(bare)
    for form in _DAY_FORMATS:
        try:
            return datetime.strptime(bare, form).date()
        except ValueError:
            continue
    raise Unreadable("must be a date like 2026-11-21.")


def read_written_datetime(text: str, zone: tzinfo) -> datetime:
    """ISO 8601, or a day and a time separated by a blank; a day alone is its midnight."""
    bare = text.strip()
    try:
        return read_datetime(bare, zone)
    except Unreadable:
        day, _, clock = bare.replace(",", "").rpartition(" ")
    try:
        if ":" in clock and day:
            return datetime.combine(read_written_date(day), read_written_time(clock), zone)
        return datetime.combine(read_written_date(bare), time(), zone)
    except Unreadable as error:
        raise Unreadable("must be a date and time like 2026-11-21 09:30.") from error


def read_written_time(text: str) -> time:
    """A time of day: `9:30` and `09:30:00`, also `9:30 pm`."""
    match = _CLOCK.fullmatch(text.strip().lower().replace(" ", ""))
    if match is None or (match[2] is None and match[4] is None):
        raise Unreadable("must be a time like 09:30.")
    hour = int(match[1])
    if match[4]:
        hour = hour % 12 + (12 if match[4] == "pm" else 0)
    return read_time(f"{hour:02d}:{match[2] or '00'}:{match[3] or '00'}")


def read_choices(text: str) -> list[str]:
    """Choices separated by commas, semicolons or bars."""
    return [part.strip() for part in re.split(r"[,;|]", text) if part.strip()]


def read_written_json(text: str) -> str:
    """JSON in a cell."""
    try:
        return read_json(json.loads(text))
    except ValueError as error:
        raise Unreadable("must be JSON.") from error


_READERS: dict[Kind, Callable[[str], object]] = {
    Kind.TEXT: read_text,
    Kind.LONG_TEXT: read_long_text,
    Kind.EMAIL: read_email,
    Kind.URL: read_url,
    Kind.PHONE: read_phone,
    Kind.ENUM: read_text,
    Kind.INTEGER: read_whole,
    Kind.DECIMAL: lambda text: read_decimal(read_number(text)),
    Kind.MONEY: lambda text: read_money(read_number(text)),
    Kind.BOOLEAN: read_yes_or_no,
    Kind.DATE: read_written_date,
    Kind.TIME: read_written_time,
    Kind.MULTI_ENUM: read_choices,
    Kind.IMAGE: read_uuid,
    Kind.FILE: read_uuid,
    Kind.UUID: read_uuid,
    Kind.JSON: read_written_json,
}
