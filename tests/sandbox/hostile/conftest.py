"""A host with canaries, and a warm sandbox that programs are run in."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from sayso.sandbox.egress import Egress
from sayso.sandbox.egress.hosts import PrivateHosts
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Entry, Outcome, Program, Tier
from sayso.settings import Settings
from tests.sandbox.hostile.attack import Attack
from tests.sandbox.hostile.host import Host, opened_host
from tests.sandbox.hostile.sources import OPEN_ADDRESS, Resolver, Source, opened_source

_GRACE_SECONDS = 5.0
_PROBE = """
import builtins, os, resource, signal, socket, sys, threading
import httpx, json, numpy, pandas, requests

def run(ctx, host):
    return {
        "sum": int(pandas.DataFrame({"a": [1, 2, 3]}).a.sum()),
        "average": float(numpy.mean([1, 2, 3])),
        "json": json.loads(json.dumps({"a": [1, None]})),
        "input": host,
        "scratch": sorted(os.listdir(".")),
        "environment": sorted((name, text.replace(os.getcwd(), "here")) for name, text in os.environ.items()),
        "path": sys.path,
        "modules": len(sys.modules),
        "poisoned": [hasattr(builtins, "poisoned"), hasattr(sys, "poisoned")],
        "finders": [str(finder) for finder in sys.meta_path],
        "mask": os.umask(0o22),
        "alarm": str(signal.getsignal(signal.SIGALRM)),
        "blocked": sorted(signal.pthread_sigmask(signal.SIG_BLOCK, [])),
        "threads": threading.active_count(),
        "limits": [_limit(kind) for kind in range(16) if kind != resource.RLIMIT_AS],
        "descriptors": [number for number in range(256) if _is_open(number)],
        "name": socket.gethostname(),
        "priority": os.getpriority(os.PRIO_PROCESS, 0),
    }

def _limit(kind):
    try:
        return resource.getrlimit(kind)
    except PermissionError:
        return None

def _is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
"""


def _descendants() -> list[psutil.Process]:
    return [
        one
        for one in psutil.Process().children(recursive=True)
        if one.is_running() and one.status() != psutil.STATUS_ZOMBIE
    ]


@dataclass
class Cage:
    """A sandbox, and what is known of it when nothing runs."""

    sandbox: OsSandbox
    host: Host
    source: Source
    tier: Tier
    idle: int = 0
    clean: Any = None

    async def attack(self, attack: Attack) -> Outcome:
        """Run an attack in the sandbox."""
        network = replace(
            attack.network,
            hosts=tuple(self._placed(one) for one in attack.network.hosts),
            secrets={
                name: replace(one, hosts=tuple(self._placed(host) for host in one.hosts))
                for name, one in attack.network.secrets.items()
            },
        )
        told = {**self.host.told(inside=True), "open": self.source.port}
        async with asyncio.timeout(attack.limits.wall_seconds + 15):
            return await self.sandbox.run(Program(attack.code, Entry.FUNCTION, told), network, attack.limits)

    def _placed(self, host: str) -> str:
        return host.format(open=self.source.port)

    async def probe(self) -> Any:
        """What a program finds that means no harm."""
        outcome = await self.sandbox.run(Program(_PROBE, Entry.FUNCTION, {"a": 1}))
        assert outcome.ok, outcome
        return outcome.result

    async def assert_clean(self) -> None:
        """No process is left, the host is as it was, and the next run finds what the first one found."""
        end = time.monotonic() + _GRACE_SECONDS
        while len(left := _descendants()) > self.idle and time.monotonic() < end:  # noqa: ASYNC110 - others end
            await asyncio.sleep(0.02)
        assert len(left) <= self.idle, f"processes are left: {left}"
        await asyncio.to_thread(self.host.assert_untouched)
        assert await self.probe() == self.clean


async def _caged(host: Host, source: Source, tier: Tier, folder: Path) -> AsyncIterator[Cage]:
    egress = Egress(PrivateHosts.of(f"{OPEN_ADDRESS}:{source.port}"), resolve=Resolver())
    sandbox = OsSandbox(Settings(home=folder, sandbox_tier=tier.value), egress)
    async with sandbox.open():
        standing = await sandbox.standing()
        if standing.tier is not tier:
            pytest.skip(f"This machine has no {tier.value}: {standing.gaps} {standing.hint}")
        cage = Cage(sandbox, host, source, tier)
        cage.clean = await cage.probe()
        cage.clean = await cage.probe()
        await asyncio.sleep(0.2)
        cage.idle = len(_descendants())
        yield cage


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    """The host that is to stay untouched."""
    with opened_host() as host:
        yield host


@pytest.fixture(scope="session")
def source() -> Iterator[Source]:
    """A server that programs may ask."""
    with opened_source() as source:
        yield source


@pytest.fixture(scope="module")
async def cage(host: Host, source: Source, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Cage]:
    """The strongest walls, warm."""
    async for one in _caged(host, source, Tier.BUBBLEWRAP, tmp_path_factory.mktemp("home")):
        yield one


@pytest.fixture(scope="module")
async def weaker(host: Host, source: Source, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Cage]:
    """The walls of machines without namespaces."""
    async for one in _caged(host, source, Tier.LANDLOCK, tmp_path_factory.mktemp("home")):
        yield one
