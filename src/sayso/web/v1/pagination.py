"""Lists in pages: ``?limit=&cursor=`` leads to ``{"items": […], "next_cursor": …}``."""

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import orjson
from fastapi import Depends, Query, Request
from pydantic import BaseModel, Field

from sayso.db.keyset import BadCursorError, Keys, Part, Window

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 200
LONGEST_LIMIT = 500
_LONGEST_CURSOR = 2000
_LIMIT = "How many items at most."

T = TypeVar("T")
U = TypeVar("U")


class Page(BaseModel, Generic[T]):
    """A part of a list; ``next_cursor`` leads to what comes behind it and is none at the end."""

    items: list[T]
    next_cursor: str | None = Field(description="Send it as `cursor` for the next page; null at the end.")


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page of which list is asked for."""

    window: Window
    path: str

    def page(self, part: Part[U], view: Callable[[U], T]) -> Page[T]:
        """The answer made of one part, each row as ``view`` shows it."""
        items = [view(item) for item in part.items]
        return Page(items=items, next_cursor=part.last and encode(self.path, part.last))


Cursor = Annotated[
    str | None, Query(description="`next_cursor` of the page before; without it the list begins.")
]


async def _paging(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=LARGEST_LIMIT, description=_LIMIT)] = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> PageRequest:
    path = request.url.path
    return PageRequest(Window(limit, None if cursor is None else decode(path, cursor)), path)


async def _long_paging(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=LONGEST_LIMIT, description=_LIMIT)] = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> PageRequest:
    return await _paging(request, limit, cursor)


Paging = Annotated[PageRequest, Depends(_paging)]
LongPaging = Annotated[PageRequest, Depends(_long_paging)]
"""For lists of lean rows, of which a caller may want all at once."""


def encode(path: str, keys: Keys) -> str:
    """The cursor behind the row with these sort keys, for the list at this path; safe in an address."""
    return base64.urlsafe_b64encode(orjson.dumps([_mark(path), *keys])).decode().rstrip("=")


def decode(path: str, cursor: str) -> Keys:
    """The sort keys in a cursor; ``BadCursorError`` for what the list at this path has not given."""
    if len(cursor) > _LONGEST_CURSOR:
        raise BadCursorError
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        data: Any = orjson.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error) as error:
        raise BadCursorError from error
    if not isinstance(data, list) or not all(isinstance(one, str) for one in data):
        raise BadCursorError
    if len(data) < 2 or data[0] != _mark(path):
        raise BadCursorError
    return tuple(data[1:])


def _mark(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:8]
