"""Where a request wants to go, read strictly from the absolute form of its target."""

import ipaddress
import re
from dataclasses import dataclass

from sayso.sandbox.egress.refusals import malformed

USUAL_PORTS = {"http": 80, "https": 443}
SERVICE_ENDING = ".sayso"
_LONGEST = 16_384
_LONGEST_NAME = 253
_TARGET = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[^?#]*)?(?P<query>\?[^#]*)?(?:#.*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Target:
    """A host with its port, and what is asked of it; an address of IPv6 stands without brackets."""

    scheme: str
    host: str
    port: int
    path: str
    query: str

    @property
    def is_service(self) -> bool:
        """Whether Sayso itself answers."""
        return self.host.endswith(SERVICE_ENDING)

    @property
    def is_usual(self) -> bool:
        """Whether the port is the one of the scheme."""
        return self.port == USUAL_PORTS[self.scheme]

    @property
    def authority(self) -> str:
        """The host as the header ``Host`` has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.is_usual else f"{host}:{self.port}"

    @property
    def address(self) -> str:
        """All of it."""
        return f"{self.scheme}://{self.authority}{self.path}{self.query}"


def target_of(raw: bytes) -> Target:
    """The target of a request.

    Raises:
        RefusedError: when it has no absolute form, or one with anything in it that may be read in two ways.
    """
    text = raw.decode("ascii", "replace")
    if len(text) > _LONGEST:
        raise malformed("The address of the request is too long.", "Send long values in the body.")
    found = _TARGET.fullmatch(text)
    if found is None:
        raise malformed(
            "The address of the request cannot be read.",
            "Write it as https://host/path, without a user name in it.",
        )
    scheme = found["scheme"].lower()
    port = int(found["port"] or USUAL_PORTS[scheme])
    if not 1 <= port <= 65535:
        raise malformed(f"There is no port {port}.")
    return Target(scheme, _host(found["host"]), port, found["path"] or "/", found["query"] or "")


def _host(text: str) -> str:
    if text.startswith("["):
        try:
            return str(ipaddress.IPv6Address(text[1:-1]))
        except ValueError as error:
            raise malformed(f"{text[:60]} is no address of IPv6.") from error
    host = text.lower().removesuffix(".")
    if len(host) > _LONGEST_NAME or any(not 1 <= len(part) <= 63 for part in host.split(".")):
        raise malformed(f"{text[:60]} is no name of a host.")
    return host
