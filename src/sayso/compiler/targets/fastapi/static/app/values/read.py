"""One reader per kind of value: JSON in, value for the database out, or a sentence why not.

Messages complete a label: `Price` and `must be a number.`
"""

import json
import math
import re
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from uuid import UUID

BIGGEST_INTEGER = 2**63 - 1
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s.,;<>]+")
_URL = re.compile(r"https?://[^\s/$.?#].[^\s]*", re.IGNORECASE)
_PHONE = re.compile(r"[+()\d][\d\s().+/x-]*", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?")


class Unreadable(Exception):
    """The value is not of its kind; the text says what it must be."""


def read_long_text(value: object) -> str:
    """Text as it was written."""
    if not isinstance(value, str):
        raise Unreadable("must be text.")
    if "\x00" in value:
        raise Unreadable("must not contain the character NUL.")
    return value


def read_text(value: object) -> str:
    """Text without surrounding blanks."""
    return read_long_text(value).strip()


def read_email(value: object) -> str:
    """An e-mail address, by shape only."""
    text = read_text(value)
    if len(text) > 254 or not _EMAIL.fullmatch(text):
        raise Unreadable("must be an e-mail address, like ada@example.com.")
    return text


def read_url(value: object) -> str:
    """A web address; other schemes could run code when clicked."""
    text = read_text(value)
    if not _URL.fullmatch(text):
        raise Unreadable("must be a web address that starts with http:// or https://.")
    return text


def read_phone(value: object) -> str:
    """A telephone number as people write it."""
    text = read_text(value)
    if len(text) > 40 or not _PHONE.fullmatch(text) or sum(c.isdigit() for c in text) < 3:
        raise Unreadable("must be a phone number, like +44 20 7946 0018.")
    return text


def read_integer(value: object) -> int:
    """A whole number; 3.0 counts as one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable("must be a whole number.")
    if isinstance(value, float) and not value.is_integer():
        raise Unreadable("must be a whole number.")
    if abs(value) > BIGGEST_INTEGER:
        raise Unreadable("is too large a number.")
    return int(value)


def read_decimal(value: object) -> Decimal:
    """A number of any precision that the database keeps."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unreadable("must be a number.")
    if isinstance(value, float) and not math.isfinite(value):
        raise Unreadable("must be a number.")
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if number.adjusted() > 60:
        raise Unreadable("is too large a number.")
    return number


def read_money(value: object) -> Decimal:
    """An amount to the cent; more decimals are refused, never rounded."""
    number = read_decimal(value)
    if abs(number) >= Decimal(10) ** 12:
        raise Unreadable("is too large an amount.")
    cents = number.quantize(Decimal("0.01"))
    if cents != number:
        raise Unreadable("must have at most 2 decimals; it is not rounded for you.")
    return cents


def read_boolean(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Unreadable("must be true or false.")
    return value


def read_date(value: object) -> date:
    """A calendar day."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise Unreadable("is a day that does not exist.") from error
    raise Unreadable("must be a date like 2026-11-21.")


def read_datetime(value: object, zone: tzinfo = UTC) -> datetime:
    """A moment; without an offset it is on the clock of `zone`."""
    if isinstance(value, str) and 10 < len(value) <= 40:
        try:
            moment = datetime.fromisoformat(value)
            aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
            return aware.astimezone(UTC)
        except (OverflowError, ValueError):
            pass
    raise Unreadable("must be a date and time like 2026-11-21T09:30:00+00:00.")


def read_moment(value: object) -> datetime:
    """A moment; without an offset it stays so, until the time zone of the site is known."""
    read_datetime(value)
    return datetime.fromisoformat(str(value))


def read_time(value: object) -> time:
    """A time of day."""
    if isinstance(value, str) and _TIME.fullmatch(value):
        try:
            return time.fromisoformat(value)
        except ValueError:
            pass
    raise Unreadable("must be a time like 09:30.")


def read_uuid(value: object) -> UUID:
    """An id."""
    if isinstance(value, UUID):
        return value
    if isinstance(value, str) and len(value) in {32, 36}:
        try:
            return UUID(value)
        except ValueError:
            pass
    raise Unreadable("must be the id of a record.")


def read_json(value: object) -> str:
    """Any JSON, as the text that the database parses."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (RecursionError, ValueError) as error:
        raise Unreadable("must be JSON.") from error
    if "\\u0000" in text:
        raise Unreadable("must not contain the character NUL.")
    return text
