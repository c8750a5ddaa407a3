"""The sandbox: what a warm run costs beside a cold interpreter, how many it bears, and whether it grows.

``python -m benchmarks.sandbox 10000`` does so many runs for the last table. Sides are measured in turns in
one process, so that what else the machine does falls on both.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil

from sayso.sandbox.egress import Egress
from sayso.sandbox.egress.hosts import PrivateHosts
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Entry, Network, Outcome, Program, Reach
from sayso.sandbox.walls.ground import ground
from sayso.sandbox.walls.launcher import WARM
from sayso.settings import Settings

WARM_RUNS, COLD_RUNS = 200, 7
ARRIVING_A_SECOND, ARRIVING_SECONDS = 20, 20
AT_ONCE = 300
MANY = 1000
REQUESTS = 200
WANTED_P50_MS, WANTED_P95_MS = 20.0, 150.0
GROWTH_BYTES, GROWTH_DESCRIPTORS = 16 * 2**20, 4
PROGRAM = Program("import pandas\nresult = int(pandas.Series([1, 2]).sum())")
_ASKS = Program(
    """
import time
import httpx

def run(ctx, given):
    taken = []
    with httpx.Client() as client:
        for _ in range(given["times"]):
            begun = time.perf_counter()
            client.get(given["address"]).read()
            taken.append((time.perf_counter() - begun) * 1000)
    return taken
""",
    Entry.FUNCTION,
)


def main() -> None:
    """Print tables."""
    many = next((int(word) for word in sys.argv[1:] if word.isdecimal()), MANY)
    asyncio.run(_measure(many))


async def _measure(many: int) -> None:
    with tempfile.TemporaryDirectory() as folder, _source() as source:
        egress = Egress(PrivateHosts.of(f"127.0.0.1:{source}"))
        async with OsSandbox(Settings(home=Path(folder)), egress).open() as sandbox:
            standing = await sandbox.standing()
            print(f"walls                    {standing.tier.value}")
            await _warm_and_cold(sandbox)
            await _arriving(sandbox)
            await _requests(sandbox, source)
            await _growth(sandbox, many)


async def _warm_and_cold(sandbox: OsSandbox) -> None:
    warm: list[float] = []
    cold: list[float] = []
    for _ in range(COLD_RUNS):
        cold.append(await asyncio.to_thread(_cold))
        warm += [await _timed(lambda: _run(sandbox)) for _ in range(WARM_RUNS // COLD_RUNS)]
    warm_p50, warm_p95 = _quantiles(warm)
    cold_p50, _ = _quantiles(cold)
    times = cold_p50 / warm_p50
    print(f"warm run                 p50 {warm_p50:.1f} ms, p95 {warm_p95:.1f} ms")
    print(f"cold interpreter         p50 {cold_p50:.0f} ms with the same imports: {times:.0f} times")
    print(f"wanted                   p50 at most {WANTED_P50_MS:.0f} ms: {_said(warm_p50 <= WANTED_P50_MS)}")


def _cold() -> float:
    """Milliseconds that an interpreter takes to import what a run begins with, and to do the same."""
    imports = "".join(f"import {name}\n" for name in WARM)
    code = f"import sys; sys.path.insert(0, {str(ground().packages)!r})\n{imports}{PROGRAM.code}"
    begun = time.perf_counter()
    subprocess.run([ground().python, "-I", "-S", "-B", "-c", code], check=True, env={"OMP_NUM_THREADS": "1"})
    return (time.perf_counter() - begun) * 1000


async def _arriving(sandbox: OsSandbox) -> None:
    """Runs arrive at a steady pace, whether earlier ones have ended or not; then as many as there can be."""
    tasks = []
    begun = time.perf_counter()
    for number in range(ARRIVING_A_SECOND * ARRIVING_SECONDS):
        await asyncio.sleep(max(0.0, begun + number / ARRIVING_A_SECOND - time.perf_counter()))
        tasks.append(asyncio.create_task(_timed(lambda: _run(sandbox))))
    p50, p95 = _quantiles(await asyncio.gather(*tasks))
    print(f"{ARRIVING_A_SECOND} runs a second          p50 {p50:.1f} ms, p95 {p95:.1f} ms")
    print(f"wanted                   p95 at most {WANTED_P95_MS:.0f} ms: {_said(p95 <= WANTED_P95_MS)}")
    begun = time.perf_counter()
    await asyncio.gather(*(_run(sandbox) for _ in range(AT_ONCE)))
    print(f"at most                  {AT_ONCE / (time.perf_counter() - begun):.0f} runs a second")


async def _requests(sandbox: OsSandbox, port: int) -> None:
    """Requests of one program to a server of this machine, over the proxy; the first one connects."""
    address = f"http://127.0.0.1:{port}/"
    network = Network(Reach.PUBLIC, most_requests=REQUESTS, most_a_second=10**6)
    given = {"address": address, "times": REQUESTS}
    asked = await sandbox.run(Program(_ASKS.code, Entry.FUNCTION, given), network)
    assert asked.ok, asked
    through = await _timed(lambda: _run(sandbox, network))
    p50, p95 = _quantiles(asked.result[1:])
    first = asked.result[0]
    print(f"request over the proxy   p50 {p50:.1f} ms, p95 {p95:.1f} ms kept alive; the first {first:.1f} ms")
    print(f"warm run with a way out  {through:.1f} ms")


@dataclass(frozen=True, slots=True)
class _Size:
    """Memory and descriptors of this process and of what it started."""

    own: int
    started: int
    descriptors: int
    processes: int

    @classmethod
    def now(cls) -> "_Size":
        own = psutil.Process()
        started = own.children(recursive=True)
        return cls(
            own.memory_full_info().uss,
            sum(one.memory_full_info().uss for one in started),
            own.num_fds() + sum(one.num_fds() for one in started),
            len(started),
        )

    def __str__(self) -> str:
        own, started = self.own / 2**20, self.started / 2**20
        return (
            f"{own:.1f} MiB own, {started:.1f} MiB in {self.processes} processes of the sandbox, "
            f"{self.descriptors} descriptors"
        )


async def _growth(sandbox: OsSandbox, many: int) -> None:
    await _sequence(sandbox, MANY // 5)
    before = await _settled()
    begun = time.perf_counter()
    await _sequence(sandbox, many)
    seconds = time.perf_counter() - begun
    after = await _settled()
    grown = after.own + after.started - before.own - before.started
    is_steady = grown <= GROWTH_BYTES and after.descriptors - before.descriptors <= GROWTH_DESCRIPTORS
    print(f"before                   {before}")
    print(f"after {many:,} runs".ljust(25) + f"{after}; {many / seconds:.0f} runs a second")
    print(f"wanted                   no growth: {_said(is_steady and after.processes <= before.processes)}")


async def _settled() -> _Size:
    await asyncio.sleep(3)
    return _Size.now()


async def _sequence(sandbox: OsSandbox, many: int) -> None:
    left = iter(range(many))

    async def work() -> None:
        for _ in left:
            await _run(sandbox)

    await asyncio.gather(*(work() for _ in range(2)))


async def _run(sandbox: OsSandbox, network: Network | None = None) -> Outcome:
    outcome = await sandbox.run(PROGRAM, network)
    assert outcome.result == 3, outcome
    return outcome


async def _timed(call: Callable[[], Awaitable[Any]]) -> float:
    begun = time.perf_counter()
    await call()
    return (time.perf_counter() - begun) * 1000


def _quantiles(milliseconds: list[float]) -> tuple[float, float]:
    return statistics.median(milliseconds), statistics.quantiles(milliseconds, n=20)[18]


def _said(holds: bool) -> str:
    return "yes" if holds else "NO"


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        body = json.dumps({"rows": [1, 2, 3]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _source:  # noqa: N801 - used like a function
    """A server of this machine; gives its port."""

    def __enter__(self) -> int:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return int(self._server.server_address[1])

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


if __name__ == "__main__":
    main()
