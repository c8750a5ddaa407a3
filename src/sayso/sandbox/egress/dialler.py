"""Connecting to hosts: each name is resolved here, judged, and connected to by the very address judged."""

import asyncio
import ipaddress
import socket
import time
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from weakref import WeakSet

import httpcore
import psutil

from sayso.kit.addresses import carried_by, is_public
from sayso.sandbox.egress.hosts import PrivateHosts
from sayso.sandbox.egress.refusals import failed, not_allowed

Resolve = Callable[[str], Awaitable[list[str]]]
"""The addresses of a host; raises ``OSError`` where there are none."""

METADATA = frozenset(
    ipaddress.ip_address(one)
    for one in (
        "169.254.169.254", "169.254.170.2", "169.254.170.23", "fd00:ec2::254", "fd00:ec2::23",
        "fd20:ce::254", "100.100.100.200", "168.63.129.16", "192.0.0.192",
    )
)  # fmt: skip
"""Where clouds tell a machine its credentials; no setting opens these."""

RESOLVING_SECONDS = 5.0
_MOST_RESOLVING = 4
_MOST_ADDRESSES = 4
_OWN_SECONDS = 30.0
_LEAST_SECONDS = 0.1


class Names:
    """Resolves in threads of its own, so that names which nobody answers for hold up nothing else."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(16, thread_name_prefix="egress-names")

    async def __call__(self, host: str) -> list[str]:
        """The addresses of a host, as this machine resolves it."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, _looked_up, host)
        return list(dict.fromkeys(str(one[4][0]) for one in found))

    def close(self) -> None:
        """Wait for nothing that is still being resolved."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _looked_up(host: str) -> list[Any]:
    return socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)


class _OwnAddresses:
    """Addresses of this machine: by a public one of them, too, only its own network is reached."""

    def __init__(self) -> None:
        self._found: frozenset[str] = frozenset()
        self._until = 0.0

    def __contains__(self, address: str) -> bool:
        if time.monotonic() > self._until:
            self._found = frozenset(
                one.address.partition("%")[0] for many in psutil.net_if_addrs().values() for one in many
            )
            self._until = time.monotonic() + _OWN_SECONDS
        return address in self._found


_OWN = _OwnAddresses()


def demand_reachable(host: str, addresses: Iterable[str], port: int, private: PrivateHosts) -> None:
    """Refuse a host if any of its addresses is one that programs may not reach.

    Raises:
        RefusedError: with what is the matter.
    """
    for text in addresses:
        address = ipaddress.ip_address(text.partition("%")[0])
        if not METADATA.isdisjoint(carried_by(address)):
            raise not_allowed(
                "metadata_address", f"{host} is where a machine keeps its credentials.", "Ask another host."
            )
        if private.opens_name(host, port) or private.opens_address(address, port):
            continue
        if not is_public(text) or str(address) in _OWN:
            raise not_allowed(
                "private_address",
                f"{host} is on the server's own network.",
                "Ask a host on the internet; the operator opens one of the own network by "
                "SAYSO_SANDBOX_PRIVATE_HOSTS.",
            )


class Dialler(httpcore.AsyncNetworkBackend):
    """Connects for one run."""

    def __init__(self, resolve: Resolve, private: PrivateHosts) -> None:
        self._resolve = resolve
        self._private = private
        self._below = httpcore.AnyIOBackend()
        self._turns = asyncio.Semaphore(_MOST_RESOLVING)
        self._dialled: WeakSet[asyncio.Task[Any]] = WeakSet()

    def has_dialled(self, task: "asyncio.Task[Any] | None") -> bool:
        """Whether a new connection was made for what this task asks."""
        return task in self._dialled

    def forget(self, task: "asyncio.Task[Any] | None") -> None:
        """The task asks something else from here on."""
        if task is not None:
            self._dialled.discard(task)

    async def connect_tcp(self, host: str, port: int, *_: Any, **named: Any) -> httpcore.AsyncNetworkStream:
        """A connection to the first address of the host that answers.

        Raises:
            RefusedError: when there is no such host, or it may not be reached.
        """
        if (task := asyncio.current_task()) is not None:
            self._dialled.add(task)
        found = await self._addresses(host)
        demand_reachable(host, found, port, self._private)
        addresses = found[:_MOST_ADDRESSES]
        until = time.monotonic() + named["timeout"]
        for left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            share = max(until - time.monotonic(), _LEAST_SECONDS) / left
            try:
                return await self._below.connect_tcp(address, port, share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if left == 1:
                    raise
        raise failed("unknown_host", f"{host} has no address.")

    async def _addresses(self, host: str) -> list[str]:
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            pass
        await self._turns.acquire()
        asked = asyncio.ensure_future(self._resolve(host))
        asked.add_done_callback(self._resolved)
        try:
            async with asyncio.timeout(RESOLVING_SECONDS):
                return await asyncio.shield(asked)
        except TimeoutError as error:
            raise failed("timed_out", f"The address of {host} was not found in time.") from error
        except (OSError, UnicodeError) as error:
            raise failed("unknown_host", f"There is no host {host}.", "Look at how it is written.") from error

    def _resolved(self, asked: "asyncio.Future[list[str]]") -> None:
        self._turns.release()
        if not asked.cancelled():
            asked.exception()

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        """No socket of this machine is a way out."""
        raise not_allowed("private_address", "No socket of this machine may be reached.")

    async def sleep(self, seconds: float) -> None:
        """As the event loop does."""
        await asyncio.sleep(seconds)
