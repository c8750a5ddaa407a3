"""A source of data on 127.0.0.1 that fails in every way sources fail."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Answer = tuple[int, str, bytes]

ORDERS = [
    {"id": 1, "unit_price": 3.5, "status": "open", "placed": "2026-01-31", "note": None},
    {"id": 2, "unit_price": 4.5, "status": "paid", "placed": "2026-02-01", "note": "gift"},
]
PAGE = b"<!doctype html><html><body><h1>Orders</h1><p>No table here.</p></body></html>"


def _json(value: object, status: int = 200) -> Answer:
    return status, "application/json", json.dumps(value).encode()


ANSWERS: dict[str, Answer] = {
    "/orders": _json(ORDERS),
    "/wrapped": _json({"data": {"orders": ORDERS}}),
    "/empty": _json([]),
    "/text-prices": _json([{"price": "12,50 €"}, {"price": "n/a"}]),
    "/dates": _json([{"placed": "31.12.2026"}, {"placed": "soon"}]),
    "/page": (200, "text/html; charset=utf-8", PAGE),
    "/garbage": (200, "application/json", b'{"orders": [1, 2'),
    "/csv": (200, "text/csv", b"day;total\n2026-01-31;3\n"),
    "/ragged": (200, "text/csv", b"a,b\n1,2\n1,2,3,4\n"),
    "/nothing": (200, "text/csv", b""),
    "/latin": (200, "text/csv", "name\nMüller\n".encode("cp1252")),
    "/xml": (200, "application/rss+xml", b"<rss><channel><item><title>One</title></channel></rss>"),
    "/unauthorized": _json({"error": "who are you?"}, 401),
    "/forbidden": _json({"error": "not you"}, 403),
    "/gone": _json({"error": "nothing here"}, 404),
    "/invalid": _json({"error": "bad parameter"}, 422),
    "/busy": _json({"error": "slow down"}, 429),
    "/moved": (302, "text/plain\r\nLocation: /orders", b""),
    "/packed": (200, "application/json\r\nContent-Encoding: gzip", b"[1, 2]"),
    "/down": _json({"error": "be right back"}, 503),
    "/broken": _json({"error": "oops"}, 500),
}


@dataclass
class Source:
    """The source, what it was asked, and answers that take the place of the usual ones."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    answers: dict[str, Callable[[], Answer]] = field(default_factory=dict)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def host(self) -> str:
        """As networks list it."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode().partition("?")[0]
            self.asked.append(path)
            if path == "/slow":
                await self.closing.wait()
            if path != "/hangs-up":
                usual = ANSWERS.get(path, ANSWERS["/gone"])
                status, kind, body = self.answers.get(path, lambda: usual)()
                said = f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
                writer.write(f"{said}Connection: close\r\n\r\n".encode() + body)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def open_source() -> AsyncIterator[Source]:
    source = Source()
    server = await asyncio.start_server(source.serve, "127.0.0.1", 0)
    source.port = server.sockets[0].getsockname()[1]
    try:
        yield source
    finally:
        source.closing.set()
        server.close()
