"""Values written as text: in addresses (filters, cursors) and, more freely, in CSV cells."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import TypeVar

import orjson

from sayso.errors import InputError
from sayso.kit import notation
from sayso.runtime.values.readers import (
    UnreadableError,
    read_datetime,
    read_decimal,
    read_integer,
    read_json,
    read_money,
    read_text,
    reader_of,
)
from sayso.spec.model import NUMBER_TYPES, FieldType

_MOST_DIGITS = 20
_YES = frozenset(
    {
        "true",
        "t",
        "yes",
        "y",
        "1",
        "on",
        "x",
        "✓",
        "ja",
        "oui",
        "si",
        "sí",
        "sì",
        "sim",
        "tak",
        "はい",
        "是",
        "نعم",
    }
)
_NO = frozenset({"false", "f", "no", "n", "0", "off", "nein", "non", "não", "nie", "いいえ", "否", "لا"})
_EXACT = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T.*(?:[zZ]|[+-]\d{2}(?::?\d{2}){0,2})")
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Writing:
    """How the people of an application write: its language, its currency and where its clocks stand.

    ``decimal`` and ``order`` are what a whole column tells: the sign of decimals, the order of days.
    """

    zone: tzinfo
    language: str = "en"
    currency: str | None = None
    decimal: str = ""
    order: str = ""


def text_reader_of(kind: FieldType, writing: Writing) -> Callable[[str], object]:
    """The reader of this type's values where they are written as text."""
    language = writing.language
    match kind:
        case FieldType.DATETIME:
            return lambda text: read_written_datetime(text, writing)
        case FieldType.DATE:
            return lambda text: _read(lambda: notation.read_date(text, language, writing.order))
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.MONEY:
            return lambda text: read_amount(text, kind, writing)
    return _WRITTEN[kind] if kind in _WRITTEN else reader_of(kind, writing.zone)


def address_reader_of(kind: FieldType, writing: Writing) -> Callable[[str], object]:
    """The reader of values in addresses, where programs write numbers as JSON has them: ``1.234`` is that."""
    exact, written = reader_of(kind, writing.zone), text_reader_of(kind, writing)
    if kind is FieldType.DATE:
        return lambda text: exact(text) if _ISO_DAY.fullmatch(text) else written(text)
    if kind not in NUMBER_TYPES:
        return written

    def read(text: str) -> object:
        if not _EXACT.fullmatch(text):
            return written(text)
        number = Decimal(text)
        is_whole = kind is FieldType.INTEGER and number == number.to_integral_value()
        return exact(int(number) if is_whole and number.adjusted() < _MOST_DIGITS else number)

    return read


def spoken_number(text: str) -> Decimal:
    """A number in a sentence of an unknown language: in the notation of English, else by its form alone.

    Raises:
        InputError: where it can be read two ways.
    """
    try:
        return notation.read_number(text, "en")
    except notation.UnreadableTextError:
        try:
            return notation.read_number(text, "")
        except notation.UnreadableTextError as error:
            raise InputError(f"“{text}” {error}") from error


def read_amount(text: str, kind: FieldType, writing: Writing) -> object:
    """A whole number, a number or an amount, as the field of this kind keeps it."""
    wanted = notation.NumberKind(kind.value)
    number = _read(
        lambda: notation.read_number(
            text, writing.language, wanted, currency=writing.currency, places=2, decimal=writing.decimal
        )
    )
    if kind is FieldType.INTEGER:
        return read_integer(int(number)) if number.adjusted() < _MOST_DIGITS else read_integer(10**30)
    return read_decimal(number) if kind is FieldType.DECIMAL else read_money(number)


def _read(read: Callable[[], _Read]) -> _Read:
    try:
        return read()
    except notation.UnreadableTextError as error:
        raise UnreadableError(str(error)) from error


def read_yes_or_no(text: str) -> bool:
    """Yes or no, in several ways of writing it."""
    word = text.strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise UnreadableError("must be yes or no.")


def read_written_date(text: str, language: str = "en") -> date:
    """A day in the notation of the language."""
    return _read(lambda: notation.read_date(text, language))


def read_written_datetime(text: str, writing: Writing) -> datetime:
    """A moment: ISO 8601, or day and time in the notation of the language; a day alone is its midnight."""
    if _ISO_MOMENT.fullmatch(text.strip()):
        return read_datetime(text.strip())
    return _read(lambda: notation.read_moment(text, writing.language, writing.zone, writing.order))


def read_written_time(text: str) -> time:
    """A time of day: ``9:30`` and ``09:30:00``, also ``9:30 pm``."""
    return _read(lambda: notation.read_time(text))


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
    FieldType.BOOLEAN: read_yes_or_no,
    FieldType.TIME: read_written_time,
    FieldType.MULTI_ENUM: read_choices,
    FieldType.JSON: read_written_json,
    FieldType.ENUM: read_text,
}
