"""urllib.request, and what is built on it: pandas' ``read_csv`` and its like."""

from http.client import HTTPResponse, HTTPSConnection
from typing import Any
from urllib import request as library


def patch() -> None:
    """Have no opener look for other proxies, nor make a context for TLS that nobody needs."""
    handler: Any = library.HTTPSHandler
    handler.__init__ = _prepare
    handler.https_open = _open
    library.getproxies = dict


def _prepare(self: Any, debuglevel: int = 0, *_: Any, **__: Any) -> None:
    library.AbstractHTTPHandler.__init__(self, debuglevel)


def _open(self: Any, asked: library.Request) -> HTTPResponse:
    answer: HTTPResponse = self.do_open(HTTPSConnection, asked)
    return answer
