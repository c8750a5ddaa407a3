"""A source that blocks read: a real server, whose answers may change shape, slow down, fail or be garbage."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import orjson


@dataclass
class Source:
    """What it answers now, and the paths it was asked."""

    port: int = 0
    status: int = 200
    body: bytes = b"[]"
    content_type: str = "application/json"
    delay: float = 0.0
    asked: list[str] = field(default_factory=list)
    is_away: bool = False
    key: str = ""
    """Whoever does not bring it is not let in."""

    @property
    def host(self) -> str:
        """Its host with the port."""
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        """Where orders are."""
        return f"http://{self.host}/orders.json"

    def say(self, value: Any, *, status: int = 200, delay: float = 0.0) -> None:
        """Answer this JSON from now on."""
        self.body, self.status, self.delay = orjson.dumps(value), status, delay
        self.content_type, self.is_away = "application/json", False

    def say_garbage(self) -> None:
        """Answer what is no JSON."""
        self.body = b"<html>\xff\xfe we are \x00 down </html"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request."""
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            self.asked.append(head.split(b" ")[1].decode())
            if self.is_away:
                return
            await asyncio.sleep(self.delay)
            is_let_in = self.key in head.decode()
            status, body = (self.status, self.body) if is_let_in else (401, b"Who are you?")
            headers = f"content-type: {self.content_type}\r\ncontent-length: {len(body)}\r\n"
            writer.write(f"HTTP/1.1 {status} X\r\n{headers}connection: close\r\n\r\n".encode() + body)
            await writer.drain()


@asynccontextmanager
async def open_source() -> AsyncIterator[Source]:
    """A source that runs."""
    source = Source()

    async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await source.answer(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(met, "127.0.0.1", 0)
    source.port = server.sockets[0].getsockname()[1]
    async with server:
        yield source
