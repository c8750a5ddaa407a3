"""What became of a bot's runs, counted on its row: how many, how long, how long nearly all took."""

import math
from typing import Any

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.tables import BotRow
from sayso.bots.types import Counters, Run, RunState

FIRST_SECONDS = 0.001
"""Up to which a run is in the first bucket."""
BUCKETS_PER_DOUBLING = 4
BUCKETS = 24 * BUCKETS_PER_DOUBLING + 1
"""The last one holds whatever takes longer than four and a half hours."""
P95 = 0.95
_COUNTED = {RunState.SUCCESS, RunState.FAILED, RunState.TIMED_OUT}
_ERRORS = {RunState.FAILED, RunState.TIMED_OUT}
_NO_TIMES = orjson.dumps([0] * BUCKETS).decode()
_COUNT = text(
    """
    update bots set runs = runs + 1, successes = successes + :success, errors = errors + :error,
      seconds = seconds + :seconds, last_run_at = :at, last_state = :state,
      times = case when cast(:bucket as integer) is null then times else jsonb_set(
        case when jsonb_array_length(times) = :buckets then times else cast(:none as jsonb) end,
        array[cast(:bucket as text)],
        to_jsonb(coalesce(cast(times ->> cast(:bucket as integer) as bigint), 0) + 1)
      ) end
    where agency_id = :agency and id = :bot
    """
)


def bucket_of(seconds: float) -> int:
    """Which bucket of the histogram holds a run that took so long; four of them double the time."""
    if seconds <= FIRST_SECONDS:
        return 0
    return min(math.ceil(math.log2(seconds / FIRST_SECONDS) * BUCKETS_PER_DOUBLING), BUCKETS - 1)


def percentile(times: list[Any], share: float) -> float | None:
    """Seconds within which this share of runs came to their end, wrong by less than a tenth."""
    total = sum(times)
    if not total:
        return None
    passed = 0
    for bucket, count in enumerate(times):
        passed += count
        if passed >= share * total:
            middle = max(bucket - 0.5, 0.0)
            return float(FIRST_SECONDS * 2 ** (middle / BUCKETS_PER_DOUBLING))
    raise AssertionError("all of them are all of them")


def counters_of(row: BotRow) -> Counters:
    """The counters that a bot's row holds; runs that were cancelled have no part in the times."""
    timed = sum(row.times)
    return Counters(
        runs=row.runs,
        successes=row.successes,
        errors=row.errors,
        average_seconds=row.seconds / timed if timed else None,
        p95_seconds=percentile(row.times, P95),
        last_run_at=row.last_run_at,
        last_state=RunState(row.last_state) if row.last_state else None,
    )


async def count(session: AsyncSession, run: Run) -> None:
    """Count a run that has ended; one that tried something out does not count."""
    if run.is_test:
        return
    is_timed = run.state in _COUNTED
    values = {
        "agency": run.agency_id,
        "bot": run.bot_id,
        "success": int(run.state is RunState.SUCCESS),
        "error": int(run.state in _ERRORS),
        "seconds": run.seconds if is_timed else 0.0,
        "at": run.ended_at,
        "state": run.state.value,
        "bucket": bucket_of(run.seconds) if is_timed else None,
        "buckets": BUCKETS,
        "none": _NO_TIMES,
    }
    await session.execute(_COUNT, values)


def is_slow(counters: Counters, seconds: float) -> bool:
    """Whether runs usually take longer than this."""
    return counters.average_seconds is not None and counters.average_seconds > seconds
