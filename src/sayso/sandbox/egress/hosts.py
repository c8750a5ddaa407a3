"""Which hosts are meant by what people write down."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sayso.errors import InputError
from sayso.sandbox.egress.targets import Target

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST_LINE = re.compile(rf"(?:(?:\*\.)?{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:.]+\])(?::[0-9]{{1,5}})?")


@dataclass(frozen=True, slots=True)
class HostRule:
    """A host by its name, or all below one; without a port the usual ones are meant."""

    name: str
    port: int | None
    is_below: bool

    def meets(self, target: Target) -> bool:
        """Whether it speaks of the host of a request."""
        is_named = target.host.endswith("." + self.name) if self.is_below else target.host == self.name
        return is_named and (target.is_usual if self.port is None else target.port == self.port)


def problem_of_host(text: str) -> str | None:
    """What is wrong with a line of a list of hosts, in words for people; none where it can be used."""
    if _HOST_LINE.fullmatch(text.strip().lower()) is None:
        return f"“{text[:60]}” is no host."
    rule = host_rule(text)
    if rule.is_below and "." not in rule.name:
        return f"“{text[:60]}” are too many hosts."
    if rule.port is not None and not 1 <= rule.port <= 65535:
        return f"There is no port {rule.port}."
    return None


@lru_cache(maxsize=4096)
def host_rule(text: str) -> HostRule:
    """The rule that a line such as ``*.example.org`` or ``example.org:8443`` stands for."""
    name, port = _parted(text.strip().lower())
    is_below = name.startswith("*.")
    return HostRule(name.removeprefix("*.").removesuffix("."), port, is_below)


def is_listed(hosts: Iterable[str], target: Target) -> bool:
    """Whether one of these lines speaks of the host of a request."""
    return any(host_rule(text).meets(target) for text in hosts)


@dataclass(frozen=True, slots=True)
class PrivateHosts:
    """What an operator opens of the own network: hosts by name, and addresses, each with a port if at all."""

    names: frozenset[tuple[str, int | None]] = frozenset()
    networks: tuple[tuple[_Network, int | None], ...] = ()

    @classmethod
    def of(cls, text: str) -> "PrivateHosts":
        """What the setting says: hosts, hosts with ports, addresses and networks, with commas.

        Raises:
            InputError: when a part of it is none of these.
        """
        names: set[tuple[str, int | None]] = set()
        networks: list[tuple[_Network, int | None]] = []
        for part in filter(None, (one.strip().lower() for one in text.split(","))):
            host, port = _parted(part)
            try:
                networks.append((ipaddress.ip_network(host.strip("[]"), strict=False), port))
            except ValueError:
                if not host or set("/*[]:") & set(host):
                    raise InputError(
                        f"SAYSO_SANDBOX_PRIVATE_HOSTS: “{part[:60]}” is no host and no network.",
                        hint="Write them as intranet.example.org, 10.0.0.5:8080 or 10.1.0.0/16, with commas.",
                    ) from None
                names.add((host, port))
        return cls(frozenset(names), tuple(networks))

    def opens_name(self, host: str, port: int) -> bool:
        """Whether the operator named this host; one that is written as an address may be in a network."""
        try:
            return self.opens_address(ipaddress.ip_address(host), port)
        except ValueError:
            return not {(host, None), (host, port)}.isdisjoint(self.names)

    def opens_address(self, address: Address, port: int) -> bool:
        """Whether an address is in what the operator opened."""
        return any(address in network and one in {None, port} for network, one in self.networks)


def _parted(text: str) -> tuple[str, int | None]:
    """The host and the port, if one is said; addresses of IPv6 have brackets where they have a port."""
    host, colon, port = text.rpartition(":")
    if colon and port.isdigit() and (":" not in host or host.endswith("]")):
        return host.strip("[]") if host.startswith("[") else host, int(port)
    return text.strip("[]"), None
