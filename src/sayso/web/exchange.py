"""A request and its answer, as thin as the data API needs them.

The data API answers thousands of requests a second; the layers of a web framework cost more than the
database does (measured: bare ASGI 23,000 requests a second, a trivial framework route 6,500).
"""

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.types import Receive, Scope, Send

from sayso.runtime.errors import MalformedError, WrongMediaTypeError
from sayso.settings import Settings
from sayso.web.body_limits import BodyLimit, bounded
from sayso.web.strict_request import MOST_PARAMETERS, read_json

JSON = b"application/json"
PROBLEM = b"application/problem+json"
HTML = b"text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer; ``stream`` takes the place of ``body`` where it is long."""

    status: int = 200
    body: bytes = b""
    content_type: bytes = JSON
    headers: tuple[tuple[bytes, bytes], ...] = ()
    stream: AsyncIterator[bytes] | None = None

    async def send(self, send: Send, *, head_only: bool = False) -> None:
        """Send it."""
        headers = [(b"x-content-type-options", b"nosniff"), *self.headers]
        if self.status != 204:
            headers.append((b"content-type", self.content_type))
        if self.stream is None and self.status != 204:
            headers.append((b"content-length", str(len(self.body)).encode()))
        if not any(name == b"cache-control" for name, _ in self.headers):
            headers.append((b"cache-control", b"no-store"))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        if self.stream is not None and not head_only:
            async for chunk in self.stream:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        else:
            await send({"type": "http.response.body", "body": b"" if head_only else self.body})


def json_answer(data: object, status: int = 200, *headers: tuple[bytes, bytes]) -> Answer:
    """An answer made of plain data."""
    return Answer(status, orjson.dumps(data, default=str), headers=headers)


class Exchange:
    """One HTTP request; whoever reads its body says how much of it."""

    def __init__(self, scope: Scope, receive: Receive, settings: Settings) -> None:
        self.scope = scope
        self.receive = receive
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self._settings = settings
        self._body: bytes | None = None
        self._is_read = False

    @property
    def is_repeatable(self) -> bool:
        """Whether the request can be handled from the start again; a body read in pieces is gone."""
        return not self._is_read or self._body is not None

    @cached_property
    def headers(self) -> dict[bytes, bytes]:
        """Headers by lower-case name; the last of several counts."""
        return dict(self.scope["headers"])

    def header(self, name: bytes) -> str:
        """A header's text, or nothing."""
        return self.headers.get(name, b"").decode("latin-1")

    @property
    def client(self) -> Any:
        """The address and port that the request comes from, as the server has seen them; none in process."""
        return self.scope.get("client")

    @property
    def query_string(self) -> bytes:
        """The parameters of the address as they came."""
        raw: bytes = self.scope["query_string"]
        return raw

    @cached_property
    def parameters(self) -> list[tuple[str, str]]:
        """The parameters of the address, in order."""
        raw = self.query_string
        if not raw:
            return []
        try:
            return parse_qsl(
                raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS
            )
        except (UnicodeDecodeError, ValueError) as error:
            raise MalformedError("The parameters of the address cannot be read.") from error

    def parameter(self, name: str) -> str | None:
        """The last value of a parameter."""
        return next((value for key, value in reversed(self.parameters) if key == name), None)

    @cached_property
    def cookies(self) -> dict[str, str]:
        """Cookies by name."""
        pairs = (part.partition("=") for part in self.header(b"cookie").split(";"))
        return {name.strip(): value.strip().strip('"') for name, _, value in pairs}

    @property
    def media_type(self) -> str:
        """The type of the body without its parameters."""
        return self.header(b"content-type").partition(";")[0].strip().lower()

    async def chunks(self, limit: BodyLimit) -> AsyncGenerator[bytes, None]:
        """The body as it arrives; refuses to read past the limit."""
        most = limit.bytes_for(self._settings)
        receive = bounded(self.receive, self.header(b"content-length"), most)
        self._is_read = True
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise MalformedError("The connection ended before the request did.")
            chunk: bytes = message.get("body", b"")
            if chunk:
                yield chunk
            if not message.get("more_body", False):
                return

    async def body(self, limit: BodyLimit) -> bytes:
        """The whole body; it can be asked for again."""
        if self._body is None:
            self._body = b"".join([chunk async for chunk in self.chunks(limit)])
        return self._body

    async def json(self, limit: BodyLimit) -> Any:
        """The body as JSON."""
        if self.media_type != "application/json":
            raise WrongMediaTypeError("This call reads JSON.", hint="Send Content-Type: application/json.")
        return read_json(await self.body(limit), limit)
