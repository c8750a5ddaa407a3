"""Bots: how soon a run begins, how many a second, how quick their list is, whether a thousand clocks keep up.

One process does all the work as ``sayso serve`` does it: schedules, triggers, queue and the real sandbox.
What is measured is what users see: a run has begun when its program runs.
``python -m benchmarks.bots start runs list clocks`` names what to measure; all of it otherwise.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from tests.jobs.place import until
from tests.support.boards import Boards, KeptBoards, open_boards
from tests.support.bots import put_bot

from sayso.bots.details import ByCron
from sayso.bots.types import Bot, Cause
from sayso.db import embedded
from sayso.main.warmup import set_aside

STARTS, RUNS, SPREAD = 60, 400, 10
LISTED, CLOCKS = 500, 1_000
WANTED_START_MS, WANTED_RUNS, WANTED_LIST_MS, WANTED_CLOCKS_SECONDS = 50.0, 25.0, 50.0, 60.0
SHORT = "import time\ndef run(ctx, input):\n    return time.time()\n"


def main() -> None:
    """Print a line for each."""
    wanted = [word for word in sys.argv[1:] if word in _PARTS] or list(_PARTS)
    print(f"load of this machine: {os.getloadavg()[0]:.1f} over {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o711)
        with embedded.start(Path(folder)) as server:
            asyncio.run(_measure(server.dsn, Path(folder), wanted))


@dataclass(frozen=True)
class _Place:
    boards: Boards
    admin: Any
    agency: UUID
    user: UUID

    async def bot(self, code: str = SHORT) -> Bot:
        """A bot that is active."""
        return await put_bot(self.boards.database, self.agency, self.user, code=code)

    async def start(self, bot: Bot) -> UUID:
        """A run of it, as its trigger would begin it."""
        async with self.boards.database.unit(self.agency) as session:
            run = await self.boards.office.sayso.services.bots.runs.start(
                session, bot, None, Cause(kind="interval")
            )
        return run.id

    async def ended(self, count: int) -> None:
        """Wait until so many runs have ended."""
        await until(lambda: self._are_ended(count), 600)

    async def _are_ended(self, count: int) -> bool:
        ended = await self.admin.fetchval("select count(*) from bot_runs where ended_at is not null")
        return bool(ended >= count)


async def _measure(dsn: str, folder: Path, wanted: Sequence[str]) -> None:
    kept = await KeptBoards.make(dsn, folder)
    async with open_boards(kept, dsn, folder, worker=True) as boards:
        admin = await asyncpg.connect(dsn)
        place = _Place(boards, admin, await boards.agency_of(boards.ada), UUID(boards.ada.id))
        await boards.office.sayso.services.sandbox.standing()
        set_aside()
        for part in wanted:
            await _PARTS[part](place)
            await admin.execute("truncate bots cascade")
        await admin.close()


async def _start(place: _Place) -> None:
    bot, runs = await place.bot(), place.boards.office.sayso.services.bots.runs
    taken, queued = [], []
    for number in range(STARTS + 5):
        begun = time.time()
        run = await runs.wait(place.agency, await place.start(bot), 30)
        row = await place.admin.fetchrow("select created_at, started_at from bot_runs where id = $1", run.id)
        if number >= 5:
            taken.append((run.output - begun) * 1000)
            queued.append((row["started_at"] - row["created_at"]).total_seconds() * 1000)
        await asyncio.sleep(0.1)
    p50, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    print(
        f"trigger to the program's first line: p50 {p50:.0f} ms, p95 {p95:.0f} ms",
        _verdict(p50 <= WANTED_START_MS),
    )
    print(f"  of that from the trigger until the run is taken up: p50 {statistics.median(queued):.0f} ms")


async def _runs(place: _Place) -> None:
    bots = [await place.bot() for _ in range(SPREAD)]
    begun, spent = time.monotonic(), time.process_time()
    for number in range(RUNS):
        await place.start(bots[number % SPREAD])
    started = time.monotonic() - begun
    await place.ended(RUNS)
    seconds = time.monotonic() - begun
    failed = await place.admin.fetchval("select count(*) from bot_runs where state <> 'success'")
    rate = RUNS / seconds
    print(
        f"{RUNS} short runs of {SPREAD} bots: {rate:.1f} a second ({failed} failed)",
        _verdict(rate >= WANTED_RUNS),
    )
    spent = (time.process_time() - spent) / RUNS * 1000
    print(
        f"  starting all of them took {started:.1f} s of {seconds:.1f} s; {spent:.0f} ms of this process each"
    )


async def _list(place: _Place) -> None:
    for _ in range(LISTED):
        await place.bot()
    await place.admin.execute("analyze")
    taken, spent = [], time.process_time()
    for _ in range(30):
        begun = time.perf_counter()
        answer = await place.boards.ada.ask_for("GET", f"/bots?limit={LISTED}")
        taken.append((time.perf_counter() - begun) * 1000)
        assert len(answer.json()["items"]) == LISTED
    p50 = statistics.median(taken[5:])
    spent = (time.process_time() - spent) / len(taken) * 1000
    print(f"list of {LISTED} bots over the API: p50 {p50:.0f} ms", _verdict(p50 < WANTED_LIST_MS))
    print(f"  of that this process worked {spent:.0f} ms")


async def _clocks(place: _Place) -> None:
    begun = time.monotonic()
    bots = [await place.bot() for _ in range(CLOCKS)]
    needed = 70 + 2 * (time.monotonic() - begun)
    due = (datetime.now(UTC) + timedelta(seconds=needed)).replace(second=0, microsecond=0)
    triggers = place.boards.office.sayso.services.bots.triggers
    spec = ByCron(cron=f"{due.minute} {due.hour} * * *")
    for bot in bots:
        await triggers.add(place.agency, bot.id, spec)
    left = (due - datetime.now(UTC)).total_seconds()
    print(
        f"{CLOCKS} clocks are set, {left:.0f} s before they strike"
        if left > 0
        else "TOO LATE: set fewer clocks"
    )
    await place.ended(CLOCKS)
    rows = await place.admin.fetch("select started_at, state from bot_runs")
    lags = [(row["started_at"] - due).total_seconds() for row in rows]
    p50, last = statistics.median(lags), max(lags)
    failed = sum(row["state"] != "success" for row in rows)
    print(
        f"{CLOCKS} clocks of one minute: begun after p50 {p50:.1f} s, the last after {last:.1f} s "
        f"({failed} failed)",
        _verdict(len(rows) == CLOCKS and last < WANTED_CLOCKS_SECONDS),
    )


def _verdict(is_fine: bool) -> str:
    return "" if is_fine else "  NOT AS WANTED"


_PARTS: dict[str, Callable[[_Place], Awaitable[None]]] = {
    "start": _start,
    "runs": _runs,
    "list": _list,
    "clocks": _clocks,
}

if __name__ == "__main__":
    main()
