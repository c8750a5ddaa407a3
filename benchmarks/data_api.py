"""The data API of a module against a hand-written service on the same tables and row-level security."""

import asyncio
import json
import statistics
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import asyncpg

from benchmarks.load import Outcome, Request, Target, in_turn, measure
from benchmarks.stage import OPPONENT, SAYSO, Stage, free_port, running, stage

ROWS = 8_000
ROUNDS = 5
SECONDS = 3.0
WANTED = {"list of 20": 2.5, "get": 1.2, "create": 1.2, "filtered search": 1.2}


def main() -> None:
    """Prints a line per kind of request: both rates, their ratio, what was wanted."""
    asyncio.run(_main())


async def _main() -> None:
    async with stage(ROWS) as salon:
        ids = await _ids(salon)
        ours, theirs = free_port(), free_port()
        with (
            running(SAYSO, salon.environment(ours), ours),
            running(OPPONENT, salon.environment(theirs), theirs),
        ):
            sides = (salon.target(ours), Target(theirs, "127.0.0.1", {}))
            print(f"{ROWS:,} appointments, 32 connections, median of {ROUNDS} rounds, requests a second")
            for kind, ratio in WANTED.items():
                _compare(kind, ratio, sides, ids)


def _compare(kind: str, wanted: float, sides: tuple[Target, Target], ids: dict[str, list[str]]) -> None:
    fresh = _fresh_appointments(ids)

    def run(side: int) -> Outcome:
        return measure(sides[side], _requests(kind, side, ids, fresh), seconds=SECONDS)

    ours, theirs = in_turn(ROUNDS, lambda: run(0), lambda: run(1))
    ratios = [a.rate / b.rate for a, b in zip(ours, theirs, strict=True)]
    failed = sum(outcome.failed for outcome in (*ours, *theirs))
    print(
        f"  {kind:<16} Sayso {_median(ours):7.0f}   by hand {_median(theirs):7.0f}   "
        f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}, wanted {wanted})"
        + (f"   {failed} FAILED" if failed else "")
    )


def _median(outcomes: list[Outcome]) -> float:
    return statistics.median(outcome.rate for outcome in outcomes)


def _requests(kind: str, side: int, ids: dict[str, list[str]], fresh: Iterator[bytes]) -> list[Request]:
    root = "/api/appointments"
    if kind == "get":
        return [("GET", f"{root}/{wanted}", b"") for wanted in ids["appointments"][:500]]
    if kind == "create":
        return [("POST", root, next(fresh)) for _ in range(int(2500 * SECONDS))]
    if kind == "filtered search":
        status = ("filter[status]=done", "status=done")[side]
        return [("GET", f"{root}?{status}&q=1{n}&sort=-starts_at", b"") for n in range(20)]
    return [("GET", f"{root}?sort=-starts_at&page={page}", b"") for page in range(1, 11)]


def _fresh_appointments(ids: dict[str, list[str]]) -> Iterator[bytes]:
    """Bodies that never clash: each stylist has one appointment a day."""
    day = datetime(2040, 1, 1, 9, tzinfo=UTC)
    while True:
        for place, stylist in enumerate(ids["stylists"]):
            body = {
                "client_id": ids["clients"][place],
                "stylist_id": stylist,
                "service_id": ids["services"][place],
                "starts_at": day.isoformat(),
                "notes": "Booked by the benchmark",
            }
            yield json.dumps(body).encode()
        day += timedelta(days=1)


async def _ids(salon: Stage) -> dict[str, list[str]]:
    connection = await asyncpg.connect(salon.dsn)
    found = {}
    for table in ("appointments", "clients", "stylists", "services"):
        rows = await connection.fetch(
            f"select id::text from apps.mod_{salon.module.prefix}_{table} limit 500"
        )
        found[table] = [row["id"] for row in rows]
    await connection.close()
    return found


if __name__ == "__main__":
    main()
