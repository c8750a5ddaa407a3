"""Which addresses are of the public internet."""

import ipaddress
from collections.abc import Iterable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""Addresses of IPv6 that a gateway turns into ones of IPv4 (RFC 6052)."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, looking into those that carry another one."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_global(one) for one in carried_by(found))


def carried_by(found: Address) -> Iterable[Address]:
    """The address itself, and those of IPv4 that mapping, tunnels and gateways make of it."""
    yield found
    if isinstance(found, ipaddress.IPv6Address):
        carried = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if found in _TRANSLATED:
            carried.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        yield from (one for one in carried if one is not None)


def _is_global(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_UNICAST:
        return address in _TRANSLATED
    return address.is_global and not address.is_multicast
