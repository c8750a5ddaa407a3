"""requests, with and without sessions: they share connections to the proxy."""

from typing import Any

import requests
import urllib3
from requests import adapters
from requests.utils import urldefragauth
from urllib3.connection import HTTPConnection
from urllib3.exceptions import NewConnectionError

from . import proxy_connection

_MOST_CONNECTIONS = 64

_pools: dict[tuple[int, str], urllib3.HTTPConnectionPool] = {}


def patch() -> None:
    """Have adapters send to the proxy."""
    adapter: Any = adapters.HTTPAdapter
    adapter.get_connection_with_tls_context = _pool
    adapter.cert_verify = _nothing
    adapter.request_url = _whole
    adapter.send = _judging(adapter.send)


class _Connection(HTTPConnection):
    """Connects to the proxy, whatever host is named."""

    leaves_refusals = True

    def _new_conn(self) -> proxy_connection.Line:
        timeout = self.timeout
        try:
            return proxy_connection.connected(timeout if isinstance(timeout, int | float) else None)
        except OSError as error:
            raise NewConnectionError(self, str(error)) from error


class _Pool(urllib3.HTTPConnectionPool):
    """Connections to the proxy."""

    ConnectionCls = _Connection


def _pool(_self: Any, request: Any, *_: Any, **__: Any) -> urllib3.HTTPConnectionPool:
    try:
        key = proxy_connection.key()
    except OSError as error:
        raise requests.ConnectionError(str(error), request=request) from error
    if key not in _pools:
        _pools.clear()
        _pools[key] = _Pool("egress.sayso", maxsize=_MOST_CONNECTIONS)
    return _pools[key]


def _judging(send: Any) -> Any:
    def judged(self: Any, request: Any, *given: Any, **named: Any) -> requests.Response:
        response: requests.Response = send(self, request, *given, **named)
        refused = proxy_connection.refusal(response.headers.get(proxy_connection.MARK))
        if refused is None:
            return response
        response.close()
        code, said = refused
        kind = requests.ReadTimeout if code == "timed_out" else requests.ConnectionError
        raise kind(said, request=request)

    return judged


def _whole(_self: Any, request: Any, _proxies: Any) -> str:
    return str(urldefragauth(request.url))


def _nothing(*_: Any, **__: Any) -> None:
    """The proxy looks at certificates."""
