"""A small HTTP load generator: keep-alive connections over raw sockets, so that the client costs little.

Runs in its own process, at most ``seconds`` long, against an address of this machine only.
"""

import asyncio
import itertools
import multiprocessing
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Request = tuple[str, str, bytes]
"""Method, path with query, body."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where requests go, with the headers that let them in."""

    port: int
    host: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Requests a second, and latencies in milliseconds."""

    rate: float
    p50: float
    p95: float
    failed: int


def measure(
    target: Target, requests: Sequence[Request], *, connections: int = 32, seconds: float = 4.0
) -> Outcome:
    """Send the requests round and round for so long, after a warm-up of a quarter of it."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(_measure, (target, requests, connections, seconds))


def _measure(target: Target, requests: Sequence[Request], connections: int, seconds: float) -> Outcome:
    return asyncio.run(_run(target, [encode(target, request) for request in requests], connections, seconds))


def encode(target: Target, request: Request) -> bytes:
    """A request as it goes over the wire."""
    method, path, body = request
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {target.host}",
        *(f"{k}: {v}" for k, v in target.headers.items()),
    ]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _run(target: Target, payloads: list[bytes], connections: int, seconds: float) -> Outcome:
    turn = itertools.cycle(payloads)
    latencies: list[float] = []
    failed = 0
    start = time.perf_counter() + seconds / 4
    end = start + seconds

    async def connection() -> None:
        nonlocal failed
        reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
        while (sent := time.perf_counter()) < end:
            writer.write(next(turn))
            status = await answer_of(reader)
            took = time.perf_counter() - sent
            if sent >= start:
                latencies.append(took)
                failed += status >= 400
        writer.close()

    await asyncio.gather(*(connection() for _ in range(connections)))
    marks = statistics.quantiles(latencies, n=20) if len(latencies) > 1 else [0.0] * 19
    return Outcome(len(latencies) / seconds, marks[9] * 1000, marks[18] * 1000, failed)


async def answer_of(reader: asyncio.StreamReader) -> int:
    """The status of the next answer, once all of it was read."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    lower = head.lower()
    at = lower.find(b"content-length:")
    if at >= 0:
        await reader.readexactly(int(lower[at + 15 : lower.index(b"\r\n", at)]))
    elif b"transfer-encoding: chunked" in lower:
        while (size := int((await reader.readline()).strip() or b"0", 16)) > 0:
            await reader.readexactly(size + 2)
        await reader.readline()
    return status


def in_turn(rounds: int, *runs: Callable[[], Outcome]) -> list[list[Outcome]]:
    """Each run's outcomes, taken A B A B …, so that a machine that drifts drifts for all."""
    outcomes: list[list[Outcome]] = [[] for _ in runs]
    for _ in range(rounds):
        for place, run in enumerate(runs):
            outcomes[place].append(run())
    return outcomes
