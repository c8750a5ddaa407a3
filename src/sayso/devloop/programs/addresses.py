"""Addresses and hosts that texts name."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?::[0-9]{1,5})?(?![\w-])")
_FILES = ("csv", "json", "xml", "xlsx", "html", "txt", "pdf", "py")


def addresses_in(texts: Iterable[str]) -> list[str]:
    """Addresses that texts name, in their order, each once."""
    found = (match.group().rstrip(".,;:!?)]}") for one in texts for match in _ADDRESS.finditer(one))
    return list(dict.fromkeys(found))


def hosts_in(texts: Sequence[str]) -> tuple[str, ...]:
    """Hosts that texts name: in addresses, and by themselves."""
    named = [_host(address) for address in addresses_in(texts)]
    for one in texts:
        rest = _ADDRESS.sub(" ", one).lower()
        named += [
            match.group() for match in _NAME.finditer(rest) if match.group().rsplit(".", 1)[-1] not in _FILES
        ]
    return tuple(dict.fromkeys(host for host in named if host))


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    usual = {"http": 80, "https": 443}.get(parts.scheme.lower())
    name = (parts.hostname or "").lower()
    return f"{name}:{port}" if name and port and port != usual else name
