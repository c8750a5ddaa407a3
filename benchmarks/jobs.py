"""The queue: how soon an idle worker begins a job, how many it does in a second, and what that takes.

One worker in its own process, as ``sayso worker`` runs one, on a fresh embedded server. Enqueued one by one,
each in a transaction of its own; the rate counts jobs that do nothing, with and without keys.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

import asyncpg
import psutil

from sayso.db import embedded
from sayso.db.database import Database
from sayso.jobs.queue import Jobs
from sayso.jobs.types import Job

IDLE, MANY, KEYS = 200, 2000, 100
WANTED_P95_MS = 50.0
_MANY = """
insert into jobs (agency_id, kind, key, data)
select id, 'nothing', case when $2 then (i % $3)::text end, '{}' from agencies, generate_series(1, $1::int) i
"""


def main() -> None:
    """Print a table."""
    if len(sys.argv) > 2 and sys.argv[1] == "worker":
        asyncio.run(_worker(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o711)
        with embedded.start(Path(folder)) as server:
            asyncio.run(_measure(server.dsn))


async def _worker(dsn: str) -> None:
    """Notes the moment at which a job begins, or does nothing."""
    database = await Database.open(dsn)
    jobs = Jobs(database)
    connection = await asyncpg.connect(dsn)

    async def note(_: Job) -> None:
        await connection.execute("notify begun")

    async def nothing(_: Job) -> None:
        pass

    jobs.handle("note", note)
    jobs.handle("nothing", nothing, concurrency=50)
    async with jobs.working():
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.read)
    await connection.close()
    await database.close()


async def _measure(dsn: str) -> None:
    database = await Database.open(dsn)
    connection = await asyncpg.connect(dsn)
    agency = await connection.fetchval("insert into agencies (name, slug) values ('a', 'a') returning id")
    worker = subprocess.Popen(  # noqa: ASYNC220 - a benchmark may wait for it
        [sys.executable, "-m", "benchmarks.jobs", "worker", dsn],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ,
    )
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdout.readline()
    await asyncio.sleep(1)
    process = psutil.Process(worker.pid)
    before = process.memory_info().rss
    milliseconds = await _latency(database, connection, agency)
    rates = {keyed: await _rate(connection, keyed=keyed) for keyed in (False, True)}
    after = process.memory_info().rss
    worker.stdin.close()
    worker.wait(30)
    await connection.close()
    await database.close()
    cut = statistics.quantiles(milliseconds, n=20)
    print(f"commit to begin, idle    p50 {statistics.median(milliseconds):.1f} ms, p95 {cut[18]:.1f} ms")
    print(f"jobs that do nothing     {rates[False]:,.0f} a second; over {KEYS} keys {rates[True]:,.0f}")
    print(
        f"memory of the worker     {before / 2**20:.0f} MiB idle, {after / 2**20:.0f} after {2 * MANY:,} jobs"
    )
    verdict = "yes" if cut[18] <= WANTED_P95_MS else "NO"
    print(f"wanted                   p95 at most {WANTED_P95_MS:.0f} ms: {verdict}")


async def _latency(
    database: Database, connection: "asyncpg.Connection[asyncpg.Record]", agency: UUID
) -> list[float]:
    jobs, begun, found = Jobs(database), asyncio.Event(), []
    await connection.add_listener("begun", lambda *_: begun.set())
    for _ in range(IDLE):
        await asyncio.sleep(0.01)
        begun.clear()
        async with database.unit(agency) as session:
            await jobs.enqueue(session, "note", agency, {})
        started = time.perf_counter()
        await begun.wait()
        found.append((time.perf_counter() - started) * 1000)
    return found


async def _rate(connection: "asyncpg.Connection[asyncpg.Record]", *, keyed: bool) -> float:
    started = time.perf_counter()
    await connection.execute(_MANY, MANY, keyed, KEYS)
    while await connection.fetchval("select exists (select from jobs)"):  # noqa: ASYNC110 - PostgreSQL's
        await asyncio.sleep(0.02)
    return MANY / (time.perf_counter() - started)


if __name__ == "__main__":
    main()
