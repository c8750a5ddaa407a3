"""Blocks: whether 200 of them, refreshed each minute on one machine, keep up, and what a bad neighbour costs.

One process does all the work as ``sayso serve`` does it: schedules, queue, sandbox. A local server is the
source. First the blocks by themselves; then the same with one that takes 25 seconds and one that never ends
beside them. What is due and what was shown is noted by PostgreSQL itself. ``python -m benchmarks.blocks 300``
measures for 300 seconds in all; at least 60 for each half, so that every block is due at least once.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import psutil

from sayso.blocks.types import Card, CardKind, Reads
from sayso.db import embedded
from sayso.main.application import create_app
from sayso.schedules.recurrence import Every
from sayso.settings import Settings

COUNT, SECONDS, INTERVAL = 200, 240.0, 60
WANTED_SHARE = 0.99
_CODE = """
import httpx
import pandas


def fetch_data(ctx):
    answer = httpx.get("http://127.0.0.1:{port}/{path}", timeout=28)
    answer.raise_for_status()
    return answer.json()


def process_data(data):
    return {{"value": int(pandas.DataFrame(data)["orders"].sum())}}
"""
_HOSTILE = """
def fetch_data(ctx):
    kept = []
    while True:
        kept.append("x" * 1000)


def process_data(data):
    return {"value": 1}
"""
_NOTES = """
create table noted (id bigint generated always as identity, block text, what text, at timestamptz);
create function note_due() returns trigger language plpgsql security definer as $$ begin
  insert into noted (block, what, at) values (old.key, 'due', old.next_at); return null; end $$;
create trigger note_due after update of last_at on schedules for each row execute function note_due();
create function note_shown() returns trigger language plpgsql security definer as $$ begin
  insert into noted (block, what, at) values (new.block_id::text, 'shown', clock_timestamp());
  return null; end $$;
create trigger note_shown after insert or update on block_data for each row execute function note_shown();
"""


def main() -> None:
    """Print a table."""
    seconds = float(sys.argv[1]) if len(sys.argv) == 2 and sys.argv[1][0].isdigit() else SECONDS
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o711)
        with embedded.start(Path(folder)) as server:
            asyncio.run(_measure(server.dsn, Path(folder), max(seconds / 2, INTERVAL)))


async def _measure(dsn: str, folder: Path, seconds: float) -> None:
    source = await asyncio.start_server(_answer, "127.0.0.1", 0)
    port = source.sockets[0].getsockname()[1]
    settings = Settings(home=folder, sandbox_private_hosts="127.0.0.1", models="off")
    async with create_app(settings, dsn).running(works=True):
        admin = await asyncpg.connect(dsn)
        await admin.execute(_NOTES)
        place = await _place(admin)
        good = [
            await _add(admin, place, _CODE.format(port=port, path="quick"), port) for _ in range(COUNT - 2)
        ]
        await asyncio.sleep(3)
        _heading()
        await _phase(admin, f"{len(good)} blocks by themselves", good, seconds)
        bad = [
            await _add(admin, place, _CODE.format(port=port, path="slow"), port),
            await _add(admin, place, _HOSTILE, port),
        ]
        await admin.execute(
            "update schedules set next_at = now() where key = any ($1)", [str(one) for one in bad]
        )
        await _phase(admin, "beside a slow and a hostile one", good, seconds)
        ran = await admin.fetch(
            "select message, count(*) as times from block_log where block_id = any ($1) and not ok "
            "group by message",
            bad,
        )
        print(
            "\nthe bad ones:", "; ".join(f"{row['times']} × {row['message']}" for row in ran) or "never ended"
        )
        await admin.close()
    source.close()


async def _phase(admin: Any, name: str, blocks: Sequence[UUID], seconds: float) -> None:
    """Measure for a while; what became due in time to be shown counts."""
    start = await admin.fetchval("select clock_timestamp()")
    before, since = _cpu_seconds(), time.monotonic()
    await asyncio.sleep(seconds)
    busy = (_cpu_seconds() - before) / (time.monotonic() - since)
    end = await admin.fetchval("select clock_timestamp()")
    await asyncio.sleep(10)
    rows = await admin.fetch("select block, what, at from noted where at >= $1 order by at, id", start)
    lags, missed = _lags(rows, {str(one) for one in blocks}, end)
    due = len(lags) + missed
    in_time = sum(lag < INTERVAL for lag in lags) / due
    p95 = statistics.quantiles(lags, n=20)[-1]
    print(
        f"{name:34} {due:6} {in_time:8.1%} {statistics.median(lags) * 1000:8.0f} {p95 * 1000:8.0f} "
        f"{max(lags) * 1000:8.0f} {busy:8.2f}"
    )
    print("  " + ("keeps up" if in_time >= WANTED_SHARE else f"DOES NOT KEEP UP (wanted {WANTED_SHARE:.0%})"))


def _lags(rows: Sequence[Any], blocks: set[str], end: Any) -> tuple[list[float], int]:
    """Seconds from due to shown, and how many were due and never shown."""
    waiting: dict[str, Any] = {}
    lags, missed = [], 0
    for row in rows:
        if row["block"] not in blocks:
            continue
        if row["what"] == "due":
            if row["at"] > end:
                continue
            missed += row["block"] in waiting
            waiting[row["block"]] = row["at"]
        elif row["block"] in waiting:
            lags.append((row["at"] - waiting.pop(row["block"])).total_seconds())
    return lags, missed + len(waiting)


def _heading() -> None:
    cores = psutil.cpu_count()
    print(f"every {INTERVAL} s, on {cores} cores that others may use; load {psutil.getloadavg()[0]:.1f}")
    print(f"{'':34} {'due':>6} {'in time':>8} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8} {'cores':>8}")


def _cpu_seconds() -> float:
    """Of this process and everything below it that still runs, and of what has ended."""
    own = psutil.Process().cpu_times()
    total = own.user + own.system + own.children_user + own.children_system
    for child in psutil.Process().children(recursive=True):
        try:
            times = child.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


async def _place(admin: Any) -> tuple[UUID, UUID, UUID]:
    agency = await admin.fetchval("insert into agencies (name, slug) values ('a', 'a') returning id")
    user = await admin.fetchval(
        "insert into users (name, email) values ('Ada', 'ada@a.example') returning id"
    )
    dashboard = await admin.fetchval(
        "insert into dashboards (agency_id, user_id, name) values ($1, $2, 'Today') returning id",
        agency,
        user,
    )
    return agency, user, dashboard


async def _add(admin: Any, place: tuple[UUID, UUID, UUID], code: str, port: int) -> UUID:
    """A block with a version and a schedule, as making leaves it."""
    agency, user, dashboard = place
    refresh = orjson.dumps({"kind": "interval", "seconds": INTERVAL}).decode()
    card = Card(kind=CardKind.NUMBER, title="Orders").model_dump_json()
    reads = Reads(reach="listed", hosts=(f"127.0.0.1:{port}",)).model_dump_json()
    block: UUID = await admin.fetchval(
        "insert into blocks (agency_id, dashboard_id, user_id, asked, title, state, refresh, version, heals) "
        "values ($1, $2, $3, 'Orders', 'Orders', 'live', $4::jsonb, 1, false) returning id",
        agency,
        dashboard,
        user,
        refresh,
    )
    await admin.execute(
        "insert into block_versions (agency_id, block_id, number, status, code, card, reads, author) "
        "values ($1, $2, 1, 'active', $3, $4::jsonb, $5::jsonb, 'offline')",
        agency,
        block,
        code,
        card,
        reads,
    )
    await admin.execute(
        "insert into schedules (agency_id, kind, key, timing, next_at) values ($1, 'block-refresh', $2, "
        "$3::jsonb, $4)",
        agency,
        str(block),
        refresh,
        Every(INTERVAL).next_after(datetime.now(UTC), str(block)),
    )
    return block


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A source: ten rows, at once or after 25 seconds."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        if b"/slow" in head:
            await asyncio.sleep(25)
        body = orjson.dumps([{"status": f"s{n}", "orders": n} for n in range(10)])
        said = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n"
        writer.write(f"{said}connection: close\r\n\r\n".encode() + body)
        await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


if __name__ == "__main__":
    main()
