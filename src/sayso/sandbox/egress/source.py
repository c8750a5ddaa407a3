"""Asks sources on the outside, and says in plain words what is wrong with them."""

import asyncio
import ssl
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import httpcore

from sayso.sandbox.egress.dialler import Dialler
from sayso.sandbox.egress.headers import Headers
from sayso.sandbox.egress.refusals import RefusedError, failed
from sayso.sandbox.egress.targets import Target

_CONNECTING_SECONDS = 10.0
_SILENT_SECONDS = 60.0
_REPEATABLE = frozenset((b"GET", b"HEAD"))
_TIMEOUTS = {
    "connect": _CONNECTING_SECONDS,
    "read": _SILENT_SECONDS,
    "write": _SILENT_SECONDS,
    "pool": _SILENT_SECONDS,
}


class Sources:
    """The connections of one run to the outside."""

    def __init__(self, dialler: Dialler, trusted: ssl.SSLContext) -> None:
        self._dialler = dialler
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=trusted,
            max_connections=32,
            max_keepalive_connections=32,
            keepalive_expiry=15.0,
            network_backend=dialler,
        )

    @asynccontextmanager
    async def answer(
        self, method: bytes, target: Target, headers: Headers, body: AsyncIterable[bytes] | None
    ) -> AsyncIterator[httpcore.Response]:
        """What a source answers; its body is still to come.

        Raises:
            RefusedError: when it does not, or the host may not be asked.
        """
        url = httpcore.URL(
            scheme=target.scheme.encode(),
            host=target.host.encode(),
            port=target.port,
            target=(target.path + target.query).encode(),
        )
        request = httpcore.Request(
            method, url, headers=headers, content=body, extensions={"timeout": _TIMEOUTS}
        )
        with telling(target):
            response = await self._asked(request, is_repeatable=body is None and method in _REPEATABLE)
        try:
            yield response
        finally:
            await response.aclose()

    async def _asked(self, request: httpcore.Request, *, is_repeatable: bool) -> httpcore.Response:
        """Ask again where a connection that was kept turns out to have been closed by the source."""
        self._dialler.forget(asyncio.current_task())
        try:
            return await self._pool.handle_async_request(request)
        except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError):
            if not is_repeatable or self._dialler.has_dialled(asyncio.current_task()):
                raise
            return await self._pool.handle_async_request(request)

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


@contextmanager
def telling(target: Target) -> Iterator[None]:
    """Says of what went wrong with a source what a person can do something with."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise failed(
            "timed_out", f"{target.host} did not answer in time.", "Try again later, or ask for less."
        ) from error
    except httpcore.ProtocolError as error:
        raise failed("garbled", f"What {target.host} answered is no HTTP, or not all of it.") from error
    except httpcore.ConnectError as error:
        raise _unconnected(target, error) from error
    except (httpcore.NetworkError, OSError, ValueError) as error:
        raise failed("broken_off", f"The connection to {target.host} broke off.", "Try again.") from error


def _unconnected(target: Target, error: httpcore.ConnectError) -> RefusedError:
    said = str(error).lower()
    if "certificate" in said:
        return failed("not_trusted", f"{target.host} has no certificate that is trusted.")
    if "ssl" in said or "tls" in said:
        return failed("not_trusted", f"{target.host} speaks no HTTPS on port {target.port}.")
    return failed(
        "unreachable", f"{target.host} cannot be reached on port {target.port}.", "Try again later."
    )
