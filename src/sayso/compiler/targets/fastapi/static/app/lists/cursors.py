"""Cursors: where the answer before ended, as sort keys in an opaque text."""

import base64
import json
from dataclasses import dataclass

from app.problems import Malformed

_LONGEST = 4000


@dataclass(frozen=True)
class Cursor:
    """The sort order it belongs to and the last row's keys as text; the id comes last."""

    sort: str
    keys: tuple[str | None, ...]

    def encode(self) -> str:
        """Text that is safe in an address."""
        data = json.dumps([self.sort, *self.keys]).encode()
        return base64.urlsafe_b64encode(data).decode().rstrip("=")


def decode_cursor(text: str) -> Cursor:
    """The cursor in a request."""
    try:
        padded = text[:_LONGEST] + "=" * (-len(text[:_LONGEST]) % 4)
        sort, *keys = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, TypeError) as error:
        raise _not_given() from error
    if not isinstance(sort, str) or not keys:
        raise _not_given()
    if not all(key is None or isinstance(key, str) for key in keys):
        raise _not_given()
    return Cursor(sort, tuple(keys))


def _not_given() -> Malformed:
    return Malformed(
        "The cursor is not one that a list has given.", hint="Start again without a cursor."
    )
