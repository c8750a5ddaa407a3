"""Where agencies may aim this server: never at its own network, unless the operator allows it."""

import asyncio
import socket
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sayso.errors import InputError
from sayso.kit.addresses import is_public

if TYPE_CHECKING:
    import httpx2

RESOLVING_SECONDS = 5.0


class PrivateAddressError(InputError):
    """The address is on the server's own network."""

    code = "private_address"


async def demand_public(url: str) -> None:
    """Refuse an address whose host is not known, or is anywhere but on the public internet.

    Raises:
        PrivateAddressError: when one of the host's addresses is private, local or reserved.
        InputError: when the host has no address.
    """
    host = urlsplit(url).hostname or ""
    await public_addresses(host)


async def public_addresses(host: str) -> list[str]:
    """The addresses of a host, all of them public."""
    found = await _addresses(host)
    if not all(is_public(one) for one in found):
        raise PrivateAddressError(
            f"{host[:100]} is on this server's own network.",
            hint="The operator can allow it: SAYSO_MODELS_PRIVATE_ADDRESSES=true.",
        )
    return found


async def _addresses(host: str) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(RESOLVING_SECONDS):
            found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError(
            f"The address of {host[:100]} cannot be found.", hint="Look at how the host is written."
        ) from error
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def public_transport(trusted: ssl.SSLContext) -> "httpx2.AsyncHTTPTransport":
    """A transport of HTTP that connects to public addresses only.

    The host is resolved once for both: what was checked is what is connected to, so that a name whose
    address changes in between leads nowhere else.
    """
    import httpcore2
    import httpx2

    class _Public(httpcore2.AsyncNetworkBackend):
        def __init__(self, below: Any) -> None:
            self._below = below

        async def connect_tcp(self, host: str, port: int, *arguments: Any, **named: Any) -> Any:
            try:
                found = await public_addresses(host)
            except InputError as error:
                raise httpcore2.ConnectError(error.message) from error
            for address in found[:-1]:
                with suppress(httpcore2.ConnectError, httpcore2.ConnectTimeout):
                    return await self._below.connect_tcp(address, port, *arguments, **named)
            return await self._below.connect_tcp(found[-1], port, *arguments, **named)

        async def connect_unix_socket(self, *_: Any, **__: Any) -> Any:
            raise httpcore2.ConnectError("no socket of this machine may be reached")

        async def sleep(self, seconds: float) -> None:
            await asyncio.sleep(seconds)

    transport = httpx2.AsyncHTTPTransport(verify=trusted)
    pool = transport._pool  # noqa: SLF001 - httpx has no other way to say who connects
    pool._network_backend = _Public(pool._network_backend)  # noqa: SLF001 - as above
    return transport
