"""Requests of the API, read strictly: so many bytes at most, valid text, data that is not nested too deep."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl

import orjson
from fastapi import Request
from starlette.datastructures import FormData

from sayso.errors import InputError
from sayso.runtime.errors import (
    FieldError,
    InvalidFieldsError,
    MalformedError,
    WrongMediaTypeError,
)
from sayso.settings import Settings
from sayso.web.body_limits import DEEPEST, FIELDS, MOST_NAMES, BodyLimit, bounded, too_many_values

MOST_PARAMETERS = 100
MOST_ERRORS = 20
"""How many places of what was sent are named in an answer."""
LONGEST_PART = 60
"""Characters of a name that are said of it, where it is part of a place."""
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


IS_HEAD = "is_head"
"""Part of a request's state: only the headers of the answer are wanted."""
MORE_HEADERS = "more_headers"
"""Where in the state of a request headers for its answer are left, whatever comes of it."""


class TooLongAddressError(InputError):
    """The path and query are longer than anything there is here."""

    code = "address_too_long"


class TooManyHeadersError(InputError):
    """More headers than a request needs."""

    code = "headers_too_large"


class StrictRequest(Request):
    """A request whose body is refused while it arrives, as soon as it is known to be too long."""

    def __init__(self, request: Request, limit: BodyLimit, settings: Settings) -> None:
        most = limit.bytes_for(settings)
        declared = request.headers.get("content-length", "")
        super().__init__(request.scope, bounded(request.receive, declared, most))
        self._limit = limit

    async def read_json(self) -> None:
        """Read the body as JSON, which the framework then finds at hand."""
        body = await self.body()
        if not body:
            return
        self._demand_media_type(JSON)
        self._json = read_json(body, self._limit)

    async def read_form(self) -> None:
        """Read the body as a form, which the framework then finds at hand."""
        body = await self.body()
        if body:
            self._demand_media_type(FORM)
        fields = readable_pairs(body, "The form")
        demand_readable(dict(fields))
        self._form = FormData(dict(fields))

    def _demand_media_type(self, wanted: str) -> None:
        given = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if given != wanted:
            raise WrongMediaTypeError(f"This call reads {wanted}.", hint=f"Send Content-Type: {wanted}.")


def read_json(body: bytes, limit: BodyLimit) -> Any:
    """Data of so many values at most, which a database can keep.

    Raises:
        MalformedError: when it is no JSON, or nested too deep.
        TooLargeError: when it has more names and items than the limit says.
        InvalidFieldsError: with the place of each text that has a character no text can have.
    """
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise MalformedError(
            f"The body is not JSON: {error}.", hint="Check quotes, commas, numbers and encoding."
        ) from error
    demand_readable(data, limit)
    return data


def demand_known_parameters(request: Request, known: Iterable[str]) -> None:
    """Refuse parameters of the address that the route does not have, and values that are no text.

    Raises:
        MalformedError: when they cannot be read.
        InvalidFieldsError: naming each unknown one, and which there are.
    """
    if not request.url.query:
        return
    given = readable_pairs(request.scope["query_string"], "The query of the address")
    demand_readable(dict(given))
    names = sorted(known)
    unknown = sorted({name for name, _ in given} - set(names))
    if unknown:
        there_are = f"There is {', '.join(names)}." if names else "This call takes none."
        raise InvalidFieldsError(
            [FieldError(name[:60], "There is no such parameter.") for name in unknown[:MOST_ERRORS]],
            message=f"Unknown parameter: {', '.join(name[:60] for name in unknown[:3])}. {there_are}",
        )


def readable_pairs(raw: bytes, what: str) -> list[tuple[str, str]]:
    """The fields of a form or a query, in order; ``MalformedError`` when they are no text."""
    try:
        return parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS
        )
    except ValueError as error:
        raise MalformedError(f"{what} cannot be read.", hint="Send UTF-8, percent-encoded.") from error


Place = tuple[Any, str]
"""A name or a number in what stands at another place, which comes before it; none is the whole."""


def demand_readable(data: Any, limit: BodyLimit = FIELDS) -> None:
    """Refuse data of too many values or nested too deep, and text that a database cannot keep.

    The work is bounded: it ends with the first value too many, and places are put in words only for errors.

    Raises:
        InvalidFieldsError: with the place of each text that has a NUL character or half a surrogate pair.
        MalformedError: when it is nested too deep.
        TooLargeError: when it has too many values.
    """
    errors: list[FieldError] = []
    left: list[tuple[Place | None, Any, int]] = [(None, data, 0)]
    count = 0
    while left and len(errors) < MOST_ERRORS:
        place, value, depth = left.pop()
        if depth > DEEPEST:
            raise MalformedError("The body is nested too deep.", hint=f"{DEEPEST} levels are read.")
        if isinstance(value, str):
            if not is_text(value):
                errors.append(FieldError(_written(place), "This has a character that no text can have."))
        elif isinstance(value, dict | list):
            count += len(value)
            if count > limit.values:
                raise too_many_values(limit.values)
            if isinstance(value, dict) and len(value) > MOST_NAMES:
                raise too_many_values(MOST_NAMES, "names in one object")
            left.extend((inner, one, depth + 1) for inner, one in _parts(place, value))
    if errors:
        raise InvalidFieldsError(errors)


def _parts(place: Place | None, value: dict[str, Any] | list[Any]) -> Iterator[tuple[Place | None, Any]]:
    """What is in it, each with its place; a name counts as a text at the place of what has it."""
    if isinstance(value, list):
        yield from (((place, str(number)), one) for number, one in enumerate(value))
        return
    for name, one in value.items():
        yield (place, name), one
        if not name.isascii() or "\0" in name:
            yield place, name


def _written(place: Place | None) -> str:
    """A place in words: ``items.3.name``."""
    parts: list[str] = []
    while place is not None:
        place, name = place
        parts.append(name[:LONGEST_PART])
    return ".".join(reversed(parts))


def is_text(value: str) -> bool:
    """Whether this is text that a database can keep."""
    return _NO_TEXT.search(value) is None
