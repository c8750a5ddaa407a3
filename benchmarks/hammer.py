"""Readers and writers that never pause, and every answer they got, with the moment they asked."""

import asyncio
import itertools
import multiprocessing
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.load import Request, Target, answer_of, encode


@dataclass(frozen=True, slots=True)
class Sample:
    """One request: when it was sent (``time.monotonic``), how long it took, and the status."""

    kind: str
    sent: float
    took: float
    status: int


@dataclass
class Record:
    """All samples of a run; filled when the run is over."""

    samples: list[Sample] = field(default_factory=list)

    def between(self, start: float, end: float, kind: str) -> list[Sample]:
        """Requests of a kind that were under way in this span."""
        return [s for s in self.samples if s.kind == kind and s.sent < end and s.sent + s.took > start]


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds."""

    count: int
    p50: float
    p95: float
    longest: float
    failed: int

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> "Latency":
        """The figures of these requests."""
        if len(samples) < 2:
            return cls(len(samples), 0.0, 0.0, 0.0, 0)
        took = [sample.took * 1000 for sample in samples]
        marks = statistics.quantiles(took, n=20)
        failed = sum(sample.status >= 400 for sample in samples)
        return cls(len(samples), marks[9], marks[18], max(took), failed)


@contextmanager
def hammering(
    target: Target, kinds: Mapping[str, Sequence[Request]], connections: Mapping[str, int]
) -> Iterator[Record]:
    """Requests of each kind, round and round on so many connections, from a process of their own."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, target, kinds, connections))
    process.start()
    record = Record()
    try:
        ours.recv()
        yield record
    finally:
        ours.send("stop")
        record.samples = ours.recv()
        process.join(20)


def _work(
    orders: Connection, target: Target, kinds: Mapping[str, Sequence[Request]], connections: Mapping[str, int]
) -> None:
    orders.send(asyncio.run(_run(orders, target, kinds, connections)))


async def _run(
    orders: Connection, target: Target, kinds: Mapping[str, Sequence[Request]], connections: Mapping[str, int]
) -> list[Sample]:
    samples: list[Sample] = []
    going = True

    async def hammer(kind: str, turn: "itertools.cycle[bytes]") -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
        while going:
            sent = time.monotonic()
            writer.write(next(turn))
            status = await answer_of(reader)
            samples.append(Sample(kind, sent, time.monotonic() - sent, status))
        writer.close()

    tasks: list[asyncio.Task[Any]] = []
    for kind, requests in kinds.items():
        turn = itertools.cycle([encode(target, request) for request in requests])
        tasks += [asyncio.create_task(hammer(kind, turn)) for _ in range(connections[kind])]
    orders.send("started")
    while not orders.poll():  # noqa: ASYNC110 - the order comes from another process
        await asyncio.sleep(0.02)
    going = False
    await asyncio.gather(*tasks)
    return samples
