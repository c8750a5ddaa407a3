"""A source of data that programs may ask, and a resolver that knows the names of these tests."""

import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

OPEN_ADDRESS = "127.0.0.2"
"""The only address of this machine that is opened; the canaries are at the others."""


class Source(ThreadingHTTPServer):
    """Echoes, redirects, floods; keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((OPEN_ADDRESS, 0), _Handler)
        self.paths: list[str] = []
        self.hosts: list[str] = []
        self.told_others: list[str] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self.server_address[1]
        return port

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Programs hang up as they like."""


class _Handler(BaseHTTPRequestHandler):
    server: Source
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        parts, host = urlsplit(self.path), self.headers.get("host", "")
        self.server.paths.append(self.path)
        self.server.hosts.append(host)
        if host.startswith("other."):
            self.server.told_others.append(f"{self.path} {self.headers}")
        query = parse_qs(parts.query)
        if parts.path == "/redirect":
            self._answer(b"", int(query["status"][0]), Location=self.path.partition("&to=")[2])
        elif parts.path == "/echo":
            self._answer(f"{self.path}\n{self.headers}".encode())
        elif parts.path == "/large":
            self._answer(b"x" * 2**20)
        elif parts.path == "/bomb":
            self._answer(_bomb(), **{"Content-Encoding": "gzip"})
        else:
            known = {"/paths": self.server.paths, "/told": self.server.told_others}
            self._answer("\n".join(known.get(parts.path, [])).encode())

    do_POST = do_PUT = do_GET  # noqa: N815 - the names http.server looks for

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def _answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@cache
def _bomb() -> bytes:
    """320 MiB of nothing, in a third of one."""
    packer = zlib.compressobj(1, wbits=31)
    return b"".join([*(packer.compress(bytes(2**20)) for _ in range(320)), packer.flush()])


@contextmanager
def opened_source() -> Iterator[Source]:
    """A source that listens."""
    source = Source()
    _bomb()  # made before somebody waits for it
    thread = threading.Thread(target=source.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield source
    finally:
        source.shutdown()
        source.server_close()
        thread.join(5)


class Resolver:
    """Names of the tests; one of them leads elsewhere every time it is asked."""

    def __init__(self) -> None:
        self._asked = 0
        self._known = {
            "open.test": [OPEN_ADDRESS],
            "other.test": [OPEN_ADDRESS],
            "inner.test": ["127.0.0.1"],
            "mixed.test": [OPEN_ADDRESS, "127.0.0.1"],
            "mapped.test": ["::ffff:127.0.0.1"],
            "linked.test": ["fe80::1%lo"],
            "metadata.test": ["169.254.169.254"],
        }

    async def __call__(self, host: str) -> list[str]:
        """The addresses of a name."""
        if host == "moving.test":
            self._asked += 1
            return [OPEN_ADDRESS] if self._asked % 2 else ["127.0.0.1"]
        if host in self._known:
            return self._known[host]
        raise OSError(f"no address of {host}")
