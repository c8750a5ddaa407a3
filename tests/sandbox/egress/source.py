"""A source that programs ask: a real server, which does by its path what sources do at their worst."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass
class Heard:
    """A request as it came in."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The only header of a name."""
        found = [value for known, value in self.headers if known == name]
        assert len(found) <= 1, found
        return found[0] if found else None


@dataclass
class Source:
    """What was heard, and how many connections there were."""

    port: int = 0
    heard: list[Heard] = field(default_factory=list)
    connections: int = 0
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def host(self) -> str:
        """The host with its port."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        """An address at the source."""
        return f"http://{self.host}{path}"


@asynccontextmanager
async def open_source() -> AsyncIterator[Source]:
    """A source that runs."""
    source = Source()
    talks: set[asyncio.Task[None]] = set()

    def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(_talk(source, reader, writer))
        talks.add(task)
        task.add_done_callback(talks.discard)

    server = await asyncio.start_server(met, "127.0.0.1", 0)
    source.port = server.sockets[0].getsockname()[1]
    try:
        yield source
    finally:
        server.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


async def _talk(source: Source, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    source.connections += 1
    try:
        while True:
            heard = await _heard(reader)
            source.heard.append(heard)
            source.asked.set()
            parts = urlsplit(heard.target)
            first, _, rest = parts.path.removeprefix("/").partition("/")
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            await _ANSWERS.get(first, _say)(Turn(heard, reader, writer, rest, query))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        source.gone.set()
    finally:
        writer.close()


async def _heard(reader: asyncio.StreamReader) -> Heard:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    method, target, _ = first.split(" ")
    pairs = [line.split(":", 1) for line in lines]
    heard = Heard(method, target, [(name.lower(), value.strip()) for name, value in pairs])
    if length := heard.header("content-length"):
        heard.body = await reader.readexactly(int(length))
    elif heard.header("transfer-encoding") == "chunked":
        while size := int(await reader.readline(), 16):
            heard.body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
    return heard


@dataclass
class Turn:
    """A request that waits for its answer; ``rest`` is what stands in the path behind the first name."""

    heard: Heard
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    rest: str
    query: dict[str, str]

    def whole(self, body: bytes, more: str = "", status: str = "200 OK") -> None:
        """A short answer."""
        head = f"HTTP/1.1 {status}\r\ncontent-length: {len(body)}\r\n{more}\r\n".encode()
        self.writer.write(head + (b"" if self.heard.method == "HEAD" else body))


async def _echo(turn: Turn) -> None:
    heard = turn.heard
    said = {"target": heard.target, "headers": heard.headers, "body": heard.body.decode()}
    turn.whole(json.dumps(said).encode())


async def _say(turn: Turn) -> None:
    turn.whole(turn.query.get("text", "hello").encode())


async def _pieces(turn: Turn) -> None:
    turn.writer.write(_CHUNKED)
    for letter in turn.query["text"].encode():
        turn.writer.write(b"1\r\n%c\r\n" % letter)
        await turn.writer.drain()
        await asyncio.sleep(0)
    turn.writer.write(b"0\r\n\r\n")


async def _packed(turn: Turn) -> None:
    text = turn.query["text"].encode() * int(turn.query.get("times", "1"))
    turn.whole(gzip.compress(text), "content-encoding: gzip\r\n")


async def _redirect(turn: Turn) -> None:
    turn.whole(b"", f"location: {turn.query['to']}\r\n", "302 Found")


async def _header(turn: Turn) -> None:
    turn.whole(b"", f"x-said: {turn.query['text']}\r\n")


async def _status(turn: Turn) -> None:
    turn.whole(b"no", status=f"{turn.rest} Whatever")


async def _bytes(turn: Turn) -> None:
    left = int(turn.rest)
    turn.writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % left)
    while left:
        piece = min(left, 65_536)
        turn.writer.write(b"x" * piece)
        await turn.writer.drain()
        left -= piece


async def _endless(turn: Turn) -> None:
    turn.writer.write(_CHUNKED)
    while True:
        turn.writer.write(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
        await turn.writer.drain()


async def _silent(turn: Turn) -> None:
    if not await turn.reader.read(1):
        raise ConnectionResetError


async def _slow(turn: Turn) -> None:
    await asyncio.sleep(float(turn.rest))
    turn.whole(b"late")


async def _raw(turn: Turn) -> None:
    turn.writer.write(unquote(urlsplit(turn.heard.target).query).encode("latin-1"))
    await turn.writer.drain()
    raise ConnectionResetError


async def _once(turn: Turn) -> None:
    turn.whole(b"hello")
    await turn.writer.drain()
    raise ConnectionResetError


_CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
_ANSWERS: dict[str, Callable[[Turn], Awaitable[None]]] = {
    "echo": _echo,
    "pieces": _pieces,
    "packed": _packed,
    "redirect": _redirect,
    "header": _header,
    "status": _status,
    "bytes": _bytes,
    "endless": _endless,
    "silent": _silent,
    "slow": _slow,
    "raw": _raw,
    "once": _once,
}
"""What is done by the first name of the path; any other says hello, or the text it is given."""
