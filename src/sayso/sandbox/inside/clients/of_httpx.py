"""httpx, with and without async: clients cost nothing to make, and share connections to the proxy."""

from collections.abc import Iterable
from typing import Any, cast

import httpcore
import httpx
from httpcore._backends.sync import SyncStream
from httpx._transports.default import AsyncResponseStream, ResponseStream, map_httpcore_exceptions

from . import proxy_connection

_MOST_CONNECTIONS = 64
_KEPT_SECONDS = 60.0
_MARK = proxy_connection.MARK.encode()

_pools: dict[tuple[int, str], httpcore.ConnectionPool] = {}


def patch() -> None:
    """Have transports send to the proxy."""
    plain: Any = httpx.HTTPTransport
    plain.__init__ = plain.__exit__ = plain.close = _nothing
    plain.__enter__ = _itself
    plain.handle_request = _handle
    later: Any = httpx.AsyncHTTPTransport
    later.__init__ = _prepare
    later.handle_async_request = _handle_async


class _Backend(httpcore.NetworkBackend):
    """Connects to the proxy, whatever host is named."""

    def connect_tcp(self, *_: Any, **named: Any) -> httpcore.NetworkStream:
        """A connection to the proxy."""
        try:
            return SyncStream(proxy_connection.connected(named.get("timeout")))
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error


class _AsyncBackend(httpcore.AsyncNetworkBackend):
    """Connects to the proxy, whatever host is named."""

    async def connect_tcp(self, *_: Any, **named: Any) -> httpcore.AsyncNetworkStream:
        """A connection to the proxy."""
        return _Stream(
            await httpcore.AnyIOBackend().connect_unix_socket(proxy_connection.key()[1], named.get("timeout"))
        )


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that says why it was cut."""

    def __init__(self, below: httpcore.AsyncNetworkStream) -> None:
        self._below = below

    async def read(self, *given: Any, **named: Any) -> bytes:
        """As connections do."""
        data = await self._below.read(*given, **named)
        if not data and (said := proxy_connection.cut()):
            raise httpcore.ReadError(said)
        return data

    async def write(self, *given: Any, **named: Any) -> None:
        """As connections do."""
        await self._below.write(*given, **named)

    async def aclose(self) -> None:
        """As connections do."""
        await self._below.aclose()

    def get_extra_info(self, info: str) -> Any:
        """As connections do."""
        return self._below.get_extra_info(info)


def _pool() -> httpcore.ConnectionPool:
    key = proxy_connection.key()
    if key not in _pools:
        _pools.clear()
        _pools[key] = httpcore.ConnectionPool(
            max_connections=_MOST_CONNECTIONS, keepalive_expiry=_KEPT_SECONDS, network_backend=_Backend()
        )
    return _pools[key]


def _handle(_self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
    _demand_http(request)
    try:
        pool = _pool()
    except OSError as error:
        raise httpx.ConnectError(str(error)) from error
    with map_httpcore_exceptions():
        answer = pool.handle_request(_as_proxy_wants(request))
        refused = _refusal(answer)
        if refused is not None:
            answer.read()
            raise refused
    stream = ResponseStream(cast("Iterable[bytes]", answer.stream))
    return httpx.Response(
        answer.status, headers=answer.headers, stream=stream, extensions=dict(answer.extensions)
    )


def _prepare(self: Any, *_: Any, **__: Any) -> None:
    self._pool = httpcore.AsyncConnectionPool(
        max_connections=_MOST_CONNECTIONS, keepalive_expiry=_KEPT_SECONDS, network_backend=_AsyncBackend()
    )


async def _handle_async(self: Any, request: httpx.Request) -> httpx.Response:
    _demand_http(request)
    try:
        proxy_connection.key()
    except OSError as error:
        raise httpx.ConnectError(str(error)) from error
    with map_httpcore_exceptions():
        answer: httpcore.Response = await self._pool.handle_async_request(_as_proxy_wants(request))
        refused = _refusal(answer)
        if refused is not None:
            await answer.aread()
            raise refused
    stream = AsyncResponseStream(answer.stream)  # type: ignore[arg-type] # of an async pool, it is
    return httpx.Response(
        answer.status, headers=answer.headers, stream=stream, extensions=dict(answer.extensions)
    )


def _demand_http(request: httpx.Request) -> None:
    scheme = request.url.scheme
    if scheme not in {"http", "https"}:
        said = f"has an unsupported protocol '{scheme}://'" if scheme else "is missing a protocol"
        raise httpx.UnsupportedProtocol(f"Request URL {said}.")


def _as_proxy_wants(request: httpx.Request) -> httpcore.Request:
    """The request with its whole address as the target, to the one host that there is."""
    url = request.url
    whole = b"%s://%s%s" % (url.raw_scheme, url.netloc, url.raw_path)
    return httpcore.Request(
        request.method,
        httpcore.URL(scheme=b"http", host=b"egress.sayso", port=None, target=whole),
        headers=request.headers.raw,
        content=request.stream,
        extensions={name: value for name, value in request.extensions.items() if name != "target"},
    )


def _refusal(answer: httpcore.Response) -> httpx.TransportError | None:
    header = next((value for name, value in answer.headers if name.lower() == _MARK), None)
    refused = proxy_connection.refusal(header.decode()) if header else None
    if refused is None:
        return None
    code, said = refused
    return httpx.ReadTimeout(said) if code == "timed_out" else httpx.ConnectError(said)


def _nothing(*_: Any, **__: Any) -> None:
    """Nothing is to be made or closed: connections are shared."""


def _itself(self: httpx.HTTPTransport) -> httpx.HTTPTransport:
    return self
