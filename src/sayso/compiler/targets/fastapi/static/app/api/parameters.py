"""What routes read from the address and the headers of a request."""

import re
from typing import Annotated, Literal

from fastapi import Depends, Header, Query, Request
from pydantic import BaseModel, Field

from app.lists.cursors import decode_cursor
from app.lists.filters import read_filters
from app.lists.lists import FARTHEST_ROW, LARGEST_PAGE, PAGE_SIZE, ListRequest, other_sort
from app.problems import Malformed
from app.rows.idempotency import Once

_DEFAULT_SORT = "-created_at"
_ETAG = re.compile(r'(?:W/)?"(\d{1,10})"')
_LARGEST_VERSION = 2**31 - 1


class ListParameters(BaseModel):
    """A page of a list; `filter[field][op]=value` narrows it."""

    page: int = Field(1, ge=1, le=FARTHEST_ROW)
    page_size: int = Field(PAGE_SIZE, ge=1, le=LARGEST_PAGE)
    cursor: str = Field(
        "", description="`next_cursor` of the answer before; goes instead of `page`."
    )
    sort: str = Field("", description="Columns in order; `-` for descending, dots for parents.")
    q: str = Field("", description="Words to look for.")
    expand: str = Field("", description="Relations to put in full into each row.")
    count: Literal["true", "false", "1", "0", ""] = Field("", description="`false`: no total.")


def list_request(request: Request, given: Annotated[ListParameters, Query()]) -> ListRequest:
    """A list call with its parameters read."""
    cursor = decode_cursor(given.cursor) if given.cursor else None
    sort = given.sort or (cursor.sort if cursor else _DEFAULT_SORT)
    if cursor is not None and cursor.sort != sort:
        raise other_sort()
    if given.page * given.page_size > FARTHEST_ROW:
        raise Malformed(
            "That page is too far away.", hint="Go on with next_cursor, or narrow the list."
        )
    return ListRequest(
        page=given.page,
        page_size=given.page_size,
        sort=sort,
        cursor=cursor,
        search=given.q[:200],
        expand=names(given.expand),
        counts=given.count in {"true", "1"} or (given.count == "" and cursor is None),
        filters=read_filters(request.query_params.multi_items()),
    )


def names(text: str) -> tuple[str, ...]:
    """Names separated by commas, each once."""
    return tuple(dict.fromkeys(name for name in text.split(",") if name))


def expanded(
    expand: Annotated[str, Query(description="Relations to put in full.")] = "",
) -> tuple[str, ...]:
    """The relations to expand in one row."""
    return names(expand)


def demanded_version(
    if_match: Annotated[str, Header(description="The version that was read, in quotes.")] = "",
) -> int | None:
    """The version that `If-Match` demands."""
    if if_match.strip() in {"", "*"}:
        return None
    match = _ETAG.fullmatch(if_match.strip())
    if match is None:
        raise Malformed("If-Match must be a version in quotes.", hint='For example If-Match: "3".')
    return min(int(match[1]), _LARGEST_VERSION)


async def once(
    request: Request,
    idempotency_key: Annotated[
        str, Header(max_length=200, description="Makes repeating safe.")
    ] = "",
) -> Once | None:
    """The key under which this request may be repeated."""
    return Once(idempotency_key, await request.body()) if idempotency_key else None


Wanted = Annotated[ListRequest, Depends(list_request)]
Expanded = Annotated[tuple[str, ...], Depends(expanded)]
Version = Annotated[int | None, Depends(demanded_version)]
IdempotencyKey = Annotated[Once | None, Depends(once)]
