"""Where agencies may aim this server: never at its own network, unless the operator allows it."""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sayso.errors import InputError

if TYPE_CHECKING:
    import httpx2

RESOLVING_SECONDS = 5.0
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
_TRANSLATED_HERE = ipaddress.ip_network("64:ff9b:1::/48")
"""Addresses of IPv6 that a gateway turns into ones of IPv4 (RFC 6052, RFC 8215)."""


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


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, looking into those that carry another one."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return found not in _TRANSLATED_HERE and all(
        one.is_global and not one.is_multicast for one in _within(found)
    )


def _within(
    found: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> Iterable[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    yield found
    if isinstance(found, ipaddress.IPv6Address):
        carried = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if found in _TRANSLATED:
            carried.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        yield from (one for one in carried if one is not None)


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
