"""A source, and doors of the proxy to ask through."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import h11
import pytest

from sayso.sandbox.egress import Door, Egress
from sayso.sandbox.egress.hosts import PrivateHosts
from sayso.sandbox.types import Network, Reach
from tests.sandbox.egress.source import Source, open_source


@dataclass
class Answer:
    """What came through the door; a problem where the proxy itself answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self) -> Any:
        """What the proxy said."""
        return json.loads(unquote(self.headers["sayso-egress"]))

    @property
    def code(self) -> str:
        """Why there was no answer from outside; empty when there was one."""
        return str(self.problem["code"]) if "sayso-egress" in self.headers else ""

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Names:
    """Answers of a name server that is not to be trusted: the first, the second, and the last for ever."""

    answers: dict[str, list[list[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str) -> list[str]:
        self.asked.append(host)
        if host not in self.answers:
            raise OSError(f"no host {host}")
        known = self.answers[host]
        return known.pop(0) if len(known) > 1 else known[0]


class Line:
    """A connection of a program to the proxy."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self._http = h11.Connection(h11.CLIENT, 1_000_000)

    async def ask(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """Ask, and wait for the whole answer."""
        said = {"host": "program.example", **(headers or {})}
        if body is not None and "transfer-encoding" not in said:
            said["content-length"] = str(len(body))
        self.writer.write(self._http.send(h11.Request(method=method, target=url, headers=list(said.items()))))
        if body:
            self.writer.write(self._http.send(h11.Data(data=body)) or b"")
        self.writer.write(self._http.send(h11.EndOfMessage()) or b"")
        await self.writer.drain()
        return await self.answer()

    async def answer(self) -> Answer:
        """The next answer; an error when it is cut off."""
        answer = Answer(0, {}, b"")
        while not isinstance(event := await self._event(), h11.EndOfMessage):
            if isinstance(event, h11.Response):
                answer.status = event.status_code
                answer.headers = {name.decode(): value.decode("latin-1") for name, value in event.headers}
            elif isinstance(event, h11.Data):
                answer.body += event.data
            else:
                assert isinstance(event, h11.InformationalResponse), event
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
        return answer

    async def raw(self, data: bytes) -> bytes:
        """Send bytes as they are, and read until the proxy hangs up; after an answer nothing more is sent."""
        self.writer.write(data)
        await self.writer.drain()
        async with asyncio.timeout(60):
            begun = await self.reader.read(1)
            self.writer.write_eof()
            return begun + await self.reader.read()

    async def _event(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            async with asyncio.timeout(60):
                self._http.receive_data(await self.reader.read(65_536))
        return event


class Way:
    """A door that is open."""

    def __init__(self, door: Door) -> None:
        self.door = door

    @asynccontextmanager
    async def line(self) -> AsyncIterator[Line]:
        """A connection of its own."""
        reader, writer = await asyncio.open_unix_connection(self.door.path)
        try:
            yield Line(reader, writer)
        finally:
            writer.close()

    async def ask(self, method: str, url: str, *given: Any, **named: Any) -> Answer:
        """Ask once."""
        async with self.line() as line:
            return await line.ask(method, url, *given, **named)

    async def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Get an address."""
        return await self.ask("GET", url, headers)


@pytest.fixture
async def source() -> AsyncIterator[Source]:
    """A source on this machine, which the operator opened."""
    async with open_source() as source:
        yield source


@pytest.fixture
def names() -> Names:
    """What the name server says."""
    return Names()


class Ways:
    """Opens doors to the one source."""

    def __init__(self, source: Source, names: Names) -> None:
        self._source = source
        self._names = names

    @asynccontextmanager
    async def __call__(self, private: str | None = None, **network: Any) -> AsyncIterator[Way]:
        opened = self._source.host if private is None else private
        egress = Egress(PrivateHosts.of(opened), resolve=self._names)
        with tempfile.TemporaryDirectory(prefix="egress-") as folder:
            async with egress.door(Network(**({"reach": Reach.PUBLIC} | network)), Path(folder)) as door:
                yield Way(door)


@pytest.fixture
def way(source: Source, names: Names) -> Ways:
    """Opens a door."""
    return Ways(source, names)
