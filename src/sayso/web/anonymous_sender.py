"""How a sender is known before anybody has been recognised: by address and user agent."""

import ipaddress
from typing import Any

from sayso.db.actor import Actor

LONGEST_AGENT = 300


def stranger(client: Any, agent: str) -> Actor:
    """Whoever sends a request from ``client``, the address and port that the server has seen.

    Behind a proxy that is trusted, that is what the proxy says.
    """
    readable = "".join(one for one in agent[:LONGEST_AGENT] if one.isprintable())
    return Actor("visitor", address=address_of(client), agent=readable)


def address_of(client: Any) -> str:
    """The address of a sender; nothing where it is none."""
    try:
        return str(ipaddress.ip_address(client[0])) if client else ""
    except ValueError:
        return ""
