"""Cursors: where the answer before ended, as sort key values in an opaque text."""

import base64
import binascii
from dataclasses import dataclass

import orjson

from sayso.runtime.errors import MalformedError

_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Cursor:
    """The sort it belongs to and the last row's keys as text; the id comes last."""

    sort: str
    keys: tuple[str | None, ...]

    def encode(self) -> str:
        """Text that is safe in an address."""
        return base64.urlsafe_b64encode(orjson.dumps([self.sort, *self.keys])).decode().rstrip("=")


def decode_cursor(text: str) -> Cursor:
    """The cursor in a request."""
    try:
        padded = text[:_LONGEST] + "=" * (-len(text[:_LONGEST]) % 4)
        data = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error) as error:
        raise _not_given() from error
    if not isinstance(data, list) or len(data) < 2 or not isinstance(data[0], str):
        raise _not_given()
    if not all(key is None or isinstance(key, str) for key in data):
        raise _not_given()
    return Cursor(data[0], tuple(data[1:]))


def _not_given() -> MalformedError:
    return MalformedError(
        "The cursor is not one that a list has given.", hint="Start again without a cursor."
    )
