"""Requests of the API, read strictly: so many bytes at most, valid text, data that is not nested too deep."""

from collections.abc import AsyncGenerator, Iterable
from typing import Any
from urllib.parse import parse_qsl

import orjson
from fastapi import Request
from starlette.datastructures import FormData
from starlette.types import Receive, Scope

from sayso.errors import InputError
from sayso.runtime.errors import (
    FieldError,
    InvalidFieldsError,
    MalformedError,
    TooLargeError,
    WrongMediaTypeError,
)

DEEPEST = 64
"""How deep data may be nested; a spec reaches about ten."""

MOST_PARAMETERS = 100
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

    def __init__(self, scope: Scope, receive: Receive, most: int) -> None:
        super().__init__(scope, receive)
        self._most = most

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """The body as it arrives."""
        if declared_length(self) > self._most:
            raise _too_large(self._most)
        received = 0
        async for chunk in super().stream():
            received += len(chunk)
            if received > self._most:
                raise _too_large(self._most)
            yield chunk

    async def read_json(self) -> None:
        """Read the body as JSON, which the framework then finds at hand."""
        body = await self.body()
        if not body:
            return
        self._demand_media_type(JSON)
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise MalformedError(
                f"The body is not JSON: {error}.", hint="Check quotes, commas, numbers and encoding."
            ) from error
        demand_readable(data)
        self._json = data

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


def declared_length(request: Request) -> int:
    """How many bytes the body has by its own account; 0 where it says nothing."""
    declared = request.headers.get("content-length", "")
    return int(declared[:20]) if declared.isdigit() else 0


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
            [FieldError(name[:60], "There is no such parameter.") for name in unknown],
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


def demand_readable(data: Any) -> None:
    """Refuse data that is nested too deep, and text that a database cannot keep.

    Raises:
        InvalidFieldsError: with the place of each text that has a NUL character or half a surrogate pair.
        MalformedError: when it is nested too deep.
    """
    errors = []
    left = [("", data, 0)]
    while left:
        place, value, depth = left.pop()
        if depth > DEEPEST:
            raise MalformedError("The body is nested too deep.", hint=f"{DEEPEST} levels are read.")
        if isinstance(value, str):
            if not is_text(value):
                errors.append(FieldError(place, "This has a character that no text can have."))
        elif isinstance(value, dict):
            for key, one in value.items():
                if not is_text(key):
                    errors.append(FieldError(place, "A name here has a character that no text can have."))
                left.append((f"{place}.{key}" if place else key, one, depth + 1))
        elif isinstance(value, list):
            left.extend(
                (f"{place}.{number}" if place else str(number), one, depth + 1)
                for number, one in enumerate(value)
            )
    if errors:
        raise InvalidFieldsError(errors[:10])


def is_text(value: str) -> bool:
    """Whether this is text that a database can keep."""
    if value.isascii():
        return "\0" not in value
    return "\0" not in value and not any("\ud800" <= one <= "\udfff" for one in value)


def _too_large(most: int) -> TooLargeError:
    return TooLargeError(f"At most {most} bytes are accepted.", hint="Send less at once.")
