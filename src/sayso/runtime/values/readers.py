"""One reader per type of field: JSON value in, value for the database out, or a sentence why not.

Messages complete a label: ``Price`` + ``must be a number.``
"""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from uuid import UUID

import orjson

from sayso.spec.model import FieldType

Reader = Callable[[object], object]

BIGGEST_INTEGER = 2**63 - 1
EXACT_DIGITS = 16
"""Digits of a number of binary arithmetic that can still be those that were written."""
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s.,;<>]+")
_URL = re.compile(r"https?://[^\s/$.?#].[^\s]*", re.IGNORECASE)
_PHONE = re.compile(r"[+()\d][\d\s().+/x-]*", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class UnreadableError(ValueError):
    """The value is not of the type; the text says what it must be."""


def reader_of(kind: FieldType, zone: tzinfo) -> Reader:
    """The reader for values of this type; datetimes without an offset are taken to be in ``zone``."""
    if kind is FieldType.DATETIME:
        return lambda value: read_datetime(value, zone)
    return _READERS[kind]


def read_text(value: object) -> str:
    """Text without surrounding blanks."""
    if not isinstance(value, str):
        raise UnreadableError("must be text.")
    return _storable(value.strip())


def read_long_text(value: object) -> str:
    """Text as it was written."""
    if not isinstance(value, str):
        raise UnreadableError("must be text.")
    return _storable(value)


def read_email(value: object) -> str:
    """An e-mail address, by shape only."""
    text = read_text(value)
    if len(text) > 254 or not _EMAIL.fullmatch(text):
        raise UnreadableError("must be an e-mail address, like ada@example.com.")
    return text


def read_url(value: object) -> str:
    """A web address; other schemes could run code when clicked."""
    text = read_text(value)
    if not _URL.fullmatch(text):
        raise UnreadableError("must be a web address that starts with http:// or https://.")
    return text


def read_phone(value: object) -> str:
    """A telephone number as people write it."""
    text = read_text(value)
    if len(text) > 40 or not _PHONE.fullmatch(text) or sum(c.isdigit() for c in text) < 3:
        raise UnreadableError("must be a phone number, like +44 20 7946 0018.")
    return text


def read_integer(value: object) -> int:
    """A whole number; 3.0 counts as one."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise UnreadableError("must be a whole number.")
    if not isinstance(value, int):
        if not math.isfinite(value):
            raise UnreadableError("must be a whole number.")
        if not -BIGGEST_INTEGER <= value <= BIGGEST_INTEGER:
            raise UnreadableError("is too large a number.")
        if value % 1:
            raise UnreadableError("must be a whole number.")
        if isinstance(value, float) and abs(value) >= 2**53:
            raise UnreadableError("is too large for a number with a point; write it as a whole number.")
        value = int(value)
    if not -BIGGEST_INTEGER <= value <= BIGGEST_INTEGER:
        raise UnreadableError("is too large a number.")
    return value


def read_decimal(value: object) -> Decimal:
    """A number of any precision the database keeps."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise UnreadableError("must be a number.")
    if isinstance(value, float) and not math.isfinite(value):
        raise UnreadableError("must be a number.")
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if isinstance(value, float) and len(number.normalize().as_tuple().digits) > EXACT_DIGITS:
        raise UnreadableError("has more digits than a number of JSON keeps exactly.")
    if number.adjusted() > 60:
        raise UnreadableError("is too large a number.")
    return number


def read_money(value: object) -> Decimal:
    """An amount to the cent; more decimals are refused, never rounded."""
    number = read_decimal(value)
    if number.copy_abs() >= Decimal(10) ** 12:
        raise UnreadableError("is too large an amount.")
    cents = number.quantize(Decimal("0.01"))
    if cents != number:
        raise UnreadableError("must have at most 2 decimals; it is not rounded for you.")
    return cents


def read_boolean(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise UnreadableError("must be true or false.")
    return value


def read_date(value: object) -> date:
    """A calendar day."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise UnreadableError("is a day that does not exist.") from error
    raise UnreadableError("must be a date like 2026-11-21.")


def read_datetime(value: object, zone: tzinfo = UTC) -> datetime:
    """A moment."""
    if isinstance(value, str) and len(value) <= 40 and len(value) > 10:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
        if moment is not None:
            if moment.tzinfo is None:
                return _on_the_clock(moment, zone)
            try:
                return moment.astimezone(UTC)
            except (OverflowError, ValueError) as error:
                raise UnreadableError("is a moment too far away.") from error
    raise UnreadableError("must be a date and time like 2026-11-21T09:30:00+00:00.")


def _on_the_clock(wall: datetime, zone: tzinfo) -> datetime:
    """The moment at which the clocks of the zone show this, if there is one and no other."""
    moments: list[datetime] = []
    for fold in (0, 1):
        try:
            moment = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        except (OverflowError, ValueError) as error:
            raise UnreadableError("is a moment too far away.") from error
        if moment.astimezone(zone).replace(tzinfo=None) == wall and moment not in moments:
            moments.append(moment)
    if not moments:
        raise UnreadableError("is a time that the clocks skip when they go forward.")
    if len(moments) > 1:
        raise UnreadableError("is a time that the clocks show twice; write it with its offset, like +02:00.")
    return moments[0]


def read_time(value: object) -> time:
    """A time of day."""
    if isinstance(value, str) and re.fullmatch(r"\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?", value):
        try:
            return time.fromisoformat(value)
        except ValueError:
            pass
    raise UnreadableError("must be a time like 09:30.")


def read_uuid(value: object) -> UUID:
    """An id."""
    if isinstance(value, str) and len(value) in {32, 36}:
        try:
            return UUID(value)
        except ValueError:
            pass
    raise UnreadableError("must be the id of a record.")


def read_list(value: object) -> list[str]:
    """Several choices, each once, in the order given."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UnreadableError("must be a list of choices.")
    return list(dict.fromkeys(_storable(item) for item in value))


def read_json(value: object) -> str:
    """Any JSON, as the text that the database parses."""
    try:
        text = orjson.dumps(value).decode()
    except orjson.JSONEncodeError as error:
        raise UnreadableError("is nested too deeply.") from error
    if "\\u0000" in text:
        raise UnreadableError("must not contain the character NUL.")
    return text


def _storable(text: str) -> str:
    if "\x00" in text:
        raise UnreadableError("must not contain the character NUL.")
    return text


_READERS: dict[FieldType, Reader] = {
    FieldType.TEXT: read_text,
    FieldType.LONG_TEXT: read_long_text,
    FieldType.EMAIL: read_email,
    FieldType.URL: read_url,
    FieldType.PHONE: read_phone,
    FieldType.INTEGER: read_integer,
    FieldType.DECIMAL: read_decimal,
    FieldType.MONEY: read_money,
    FieldType.BOOLEAN: read_boolean,
    FieldType.DATE: read_date,
    FieldType.TIME: read_time,
    FieldType.ENUM: read_text,
    FieldType.MULTI_ENUM: read_list,
    FieldType.IMAGE: read_uuid,
    FieldType.FILE: read_uuid,
    FieldType.UUID: read_uuid,
    FieldType.JSON: read_json,
}
