"""Values written as text: in addresses (filters, cursors) and, more freely, in CSV cells."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation

import orjson

from sayso.runtime.values.readers import (
    UnreadableError,
    read_date,
    read_datetime,
    read_decimal,
    read_integer,
    read_json,
    read_money,
    read_text,
    read_time,
    reader_of,
)
from sayso.spec.model import FieldType

_YES = frozenset({"true", "t", "yes", "y", "1", "on", "x", "✓", "ja", "oui", "si", "sí"})
_NO = frozenset({"false", "f", "no", "n", "0", "off", "-", "nein", "non"})
_DAY_FORMATS = (
    "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y.%m.%d", "%d/%m/%y", "%d.%m.%y",
    "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%d-%b-%Y", "%d-%b-%y", "%Y%m%d",
)  # fmt: skip
_MONTH_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y")
_CURRENCY = re.compile(r"^(?:[$€£¥₹]|[A-Z]{3}\s)|(?:[$€£¥₹]|\s[A-Z]{3})$")


def text_reader_of(kind: FieldType, zone: tzinfo) -> Callable[[str], object]:
    """The reader of this type's values where they are written as text."""
    if kind is FieldType.DATETIME:
        return lambda text: read_written_datetime(text, zone)
    if kind in _WRITTEN:
        return _WRITTEN[kind]
    return reader_of(kind, zone)


def read_number(text: str) -> Decimal:
    """``1,234.50``, ``1.234,50``, ``1 234,5`` and ``£12`` are the same kind of thing."""
    bare = _CURRENCY.sub("", text.strip()).strip().replace("\u00a0", "").replace(" ", "").replace("'", "")
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
        raise UnreadableError("must be a number.") from error
    if not number.is_finite():
        raise UnreadableError("must be a number.")
    return number


def read_whole(text: str) -> int:
    """A whole number."""
    number = read_number(text)
    if number != number.to_integral_value() or number.adjusted() > 30:
        raise UnreadableError("must be a whole number.")
    return read_integer(int(number))


def read_yes_or_no(text: str) -> bool:
    """Yes or no, in several ways of writing it."""
    word = text.strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise UnreadableError("must be yes or no.")


def read_written_date(text: str) -> date:
    """A day in a common way of writing it; the day comes before the month unless that cannot be."""
    bare = re.sub(r"\s+", " ", text.strip().replace(",", ""))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", bare):
        return read_date(bare)
    for form in (*_DAY_FORMATS, *_MONTH_FIRST):
        try:
            return datetime.strptime(bare, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise UnreadableError("must be a date like 2026-11-21.")


def read_written_datetime(text: str, zone: tzinfo) -> datetime:
    """A moment: ISO 8601, or a day and a time separated by a blank; a day alone is its midnight."""
    bare = text.strip()
    try:
        return read_datetime(bare, zone)
    except UnreadableError:
        day, _, clock = bare.replace(",", "").rpartition(" ")
    try:
        if ":" in clock and day:
            return datetime.combine(read_written_date(day), read_written_time(clock), zone)
        return datetime.combine(read_written_date(bare), datetime.min.time(), zone)
    except UnreadableError as error:
        raise UnreadableError("must be a date and time like 2026-11-21 09:30.") from error


def read_written_time(text: str) -> time:
    """A time of day: ``9:30`` and ``09:30:00``, also ``9:30 pm``."""
    bare = text.strip().lower().replace(" ", "")
    match = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?(?::(\d{2}))?(am|pm)?", bare)
    if match is None or (match[2] is None and match[4] is None):
        raise UnreadableError("must be a time like 09:30.")
    hour = int(match[1]) % 12 + (12 if match[4] == "pm" else 0) if match[4] else int(match[1])
    return read_time(f"{hour:02d}:{match[2] or '00'}:{match[3] or '00'}")


def read_choices(text: str) -> list[str]:
    """Choices separated by commas, semicolons or bars."""
    return [part.strip() for part in re.split(r"[,;|]", text) if part.strip()]


def read_written_json(text: str) -> str:
    """JSON in a cell."""
    try:
        return read_json(orjson.loads(text))
    except orjson.JSONDecodeError as error:
        raise UnreadableError("must be JSON.") from error


_WRITTEN: dict[FieldType, Callable[[str], object]] = {
    FieldType.INTEGER: read_whole,
    FieldType.DECIMAL: lambda text: read_decimal(read_number(text)),
    FieldType.MONEY: lambda text: read_money(read_number(text)),
    FieldType.BOOLEAN: read_yes_or_no,
    FieldType.DATE: read_written_date,
    FieldType.TIME: read_written_time,
    FieldType.MULTI_ENUM: read_choices,
    FieldType.JSON: read_written_json,
    FieldType.ENUM: read_text,
}
