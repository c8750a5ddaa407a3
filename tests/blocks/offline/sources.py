"""A real HTTP server whose pages a test writes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

from sayso.devloop.programs.facts import MOST_SAMPLE, BlockFacts
from sayso.devloop.programs.letters import decoded


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answers."""

    content: bytes
    content_type: str = "application/json"
    status: int = 200


@dataclass
class Sources:
    """Pages by their path."""

    host: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    def put(
        self, content: bytes | str, content_type: str = "application/json", status: int = 200, *, at: str = ""
    ) -> str:
        """Put up a page, or another one at the same address; gives the address."""
        path = at.partition(self.host)[2] or f"/page-{next(self._numbers)}"
        self.pages[path] = Page(
            content.encode() if isinstance(content, str) else content, content_type, status
        )
        return f"http://{self.host}{path}"

    def facts(self, address: str, **more: object) -> BlockFacts:
        """What a writer is told of an address."""
        page = self.pages[address.partition(self.host)[2]]
        facts = BlockFacts(
            address=address,
            status=page.status,
            content_type=page.content_type,
            sample=decoded(page.content[:MOST_SAMPLE], page.content_type.partition("charset=")[2]),
            is_cut=len(page.content) > MOST_SAMPLE,
            time_zone="Europe/Berlin",
            now="2026-11-18T20:00:00+00:00",
            modules=[],
        )
        facts.update(more)  # type: ignore[typeddict-item] - what a test adds
        return facts


@contextmanager
def serving() -> Iterator[Sources]:
    """Sources for as long as the block lasts."""
    sources = Sources()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = sources.pages.get(self.path.partition("?")[0], Page(b"", "text/plain", 404))
            self.send_response(page.status)
            self.send_header("content-type", page.content_type)
            self.send_header("content-length", str(len(page.content)))
            self.end_headers()
            self.wfile.write(page.content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sources.host = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield sources
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
