"""One connection of a program: requests in, answers out, framed anew so that nobody reads them otherwise."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from http import HTTPStatus
from urllib.parse import quote

import h11

from sayso.sandbox.egress.headers import Headers
from sayso.sandbox.egress.refusals import MARK, RefusedError

_LARGEST_HEAD = 65_536
_AT_ONCE = 65_536
_IDLE_SECONDS = 120.0
_DRAINING_SECONDS = 5.0


class GoneError(ConnectionError):
    """The program hung up."""


class EagerReader(asyncio.StreamReader):
    """Tells at once that the other side hung up, also while nobody reads."""

    when_gone: Callable[[], object] | None = None

    def feed_eof(self) -> None:
        """Called when the other side sends no more."""
        super().feed_eof()
        if self.when_gone is not None:
            self.when_gone()


class Wire:
    """HTTP/1.1 as a server speaks it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._http = h11.Connection(h11.SERVER, _LARGEST_HEAD)
        self._method = b""
        self._is_bodiless = False
        self._kept = b""

    @property
    def has_answered(self) -> bool:
        """Whether an answer has begun."""
        return self._http.our_state not in {h11.IDLE, h11.SEND_RESPONSE}

    async def request(self) -> h11.Request | None:
        """The next request; none when the program is done.

        Raises:
            h11.RemoteProtocolError: when it cannot be read.
        """
        event = await self._event()
        if not isinstance(event, h11.Request):
            return None
        self._method = event.method
        return event

    async def body(self) -> AsyncIterator[bytes]:
        """The body of the request, in pieces."""
        if self._http.they_are_waiting_for_100_continue:
            await self._write(self._http.send(h11.InformationalResponse(status_code=100, headers=[])))
        while not isinstance(event := await self._event(), h11.EndOfMessage):
            if not isinstance(event, h11.Data):
                raise GoneError
            yield bytes(event.data)

    async def skip_body(self) -> None:
        """Read past the end of a request that has no body."""
        async for _ in self.body():
            pass

    def begin(self, status: int, headers: Headers, reason: bytes = b"") -> None:
        """Begin an answer; its head leaves with the first piece of its body."""
        self._is_bodiless = self._method == b"HEAD" or status in {204, 304}
        self._kept = self._http.send(h11.Response(status_code=status, headers=headers, reason=reason))

    async def send(self, piece: bytes) -> None:
        """A piece of the answer's body; left out where the answer has none."""
        if piece and not self._is_bodiless:
            await self._write(self._http.send(h11.Data(data=piece)))

    async def end(self) -> None:
        """End an answer."""
        await self._write(self._http.send(h11.EndOfMessage()))

    async def whole(self, status: int, body: bytes, headers: Headers) -> None:
        """A short answer, begun and ended."""
        self.begin(status, [*headers, (b"content-length", str(len(body)).encode())])
        await self.send(body)
        await self.end()

    async def refuse(self, refused: RefusedError) -> None:
        """Answer with a refusal; the header has all of it, as answers to HEAD have no body."""
        self._skip_what_came()
        body = refused.body()
        headers = [
            (b"content-type", b"application/json"),
            (MARK.encode(), quote(body, safe=' {}[]",:').encode()),
            *([] if self._http.their_state is h11.DONE else [(b"connection", b"close")]),
        ]
        await self.whole(HTTPStatus(refused.status), body, headers)
        if self._http.their_state is not h11.DONE:
            await self._drain()

    def next_cycle(self) -> bool:
        """Whether another request may come on this connection; makes ready for it."""
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
            return True
        return False

    async def _event(self) -> object:
        while True:
            event = self._http.next_event()
            if event is not h11.NEED_DATA:
                return event
            async with asyncio.timeout(_IDLE_SECONDS):
                self._http.receive_data(await self._reader.read(_AT_ONCE))

    async def _write(self, data: bytes) -> None:
        data, self._kept = self._kept + data, b""
        if data:
            self._writer.write(data)
            async with asyncio.timeout(_IDLE_SECONDS):
                await self._writer.drain()

    def _skip_what_came(self) -> None:
        while self._http.their_state is h11.SEND_BODY and self._http.next_event() is not h11.NEED_DATA:
            pass

    async def _drain(self) -> None:
        """Let a program send to the end, so that it comes to read why it was refused."""
        with contextlib.suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(_DRAINING_SECONDS):
                while await self._reader.read(_AT_ONCE):
                    pass
