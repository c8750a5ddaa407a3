"""http.client: connections go to the proxy, and say whole addresses."""

import socket
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.error import URLError

from . import proxy_connection

_KNOWN = frozenset(("timeout", "source_address", "blocksize"))


def patch() -> None:
    """Have connections go to the proxy; those with TLS make no context for it."""
    plain: Any = HTTPConnection
    secure: Any = HTTPSConnection
    plain.putrequest = _saying(plain.putrequest)
    plain.getresponse = _judging(plain.getresponse)
    plain.set_tunnel = _refuse
    secure.__init__ = _prepare
    plain.connect = secure.connect = _connect


def _connect(self: Any) -> None:
    timeout = self.timeout
    is_told = isinstance(timeout, int | float) or timeout is None
    self.sock = proxy_connection.connected(timeout if is_told else socket.getdefaulttimeout())


def _prepare(self: Any, host: str, port: int | None = None, *_: Any, **named: Any) -> None:
    known: Any = {name: value for name, value in named.items() if name in _KNOWN}
    HTTPConnection.__init__(self, host, port, **known)


def _saying(putrequest: Any) -> Any:
    def said(self: Any, method: str, url: str, *given: Any, **named: Any) -> None:
        if not url.startswith(("http://", "https://")):
            url = _origin(self) + (url if url.startswith("/") else f"/{url}")
        putrequest(self, method, url, *given, **named)

    return said


def _judging(getresponse: Any) -> Any:
    def judged(self: Any) -> HTTPResponse:
        response: HTTPResponse = getresponse(self)
        is_left = getattr(self, "leaves_refusals", False)
        refused = None if is_left else proxy_connection.refusal(response.getheader(proxy_connection.MARK))
        if refused is None:
            return response
        response.read()
        code, said = refused
        raise URLError(TimeoutError(said) if code == "timed_out" else said)

    return judged


def _origin(connection: HTTPConnection) -> str:
    scheme = "https" if isinstance(connection, HTTPSConnection) else "http"
    host = f"[{connection.host}]" if ":" in connection.host else connection.host
    return f"{scheme}://{host}:{connection.port}"


def _refuse(*_: Any, **__: Any) -> None:
    """No tunnel leads out."""
    raise OSError(proxy_connection.CLOSED)
