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
        if len(text) > _LONGEST:
            raise ValueError("too long")
        sort, *keys = orjson.loads(
            base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        )
        if (
            not isinstance(sort, str)
            or not keys
            or not all(key is None or isinstance(key, str) for key in keys)
        ):
            raise ValueError("wrong shape")
    except (ValueError, TypeError, binascii.Error) as error:
        raise MalformedError(
            "The cursor is not one that a list has given.", hint="Start again without a cursor."
        ) from error
    return Cursor(sort, tuple(keys))
