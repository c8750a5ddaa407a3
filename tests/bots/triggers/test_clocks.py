"""Clocks set bots off at the times that people see on theirs, and what was missed comes once."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sayso.bots.details import ByCron, ByInterval
from sayso.bots.triggers.clocks import timing_of
from sayso.bots.types import BotStatus
from sayso.jobs.types import Job
from sayso.schedules.recurrence import TimingError
from tests.bots.triggers.place import Place, nothing_comes
from tests.jobs.place import until

DUE = "update schedules set next_at = $2 where key = $1"


def ticks(cron: str, zone: str, moment: str, count: int) -> Sequence[str]:
    timing, at = timing_of(ByCron(cron=cron, time_zone=zone)), datetime.fromisoformat(moment)
    found = []
    for _ in range(count):
        assert timing is not None
        at = timing.next_after(at, "key")
        found.append(at.isoformat())
    return found


def test_a_clock_follows_two_zones_over_their_changes_of_clocks() -> None:
    assert ticks("0 8 * * *", "Europe/Berlin", "2026-03-28T00:00:00+00:00", 3) == [
        "2026-03-28T07:00:00+00:00",
        "2026-03-29T06:00:00+00:00",
        "2026-03-30T06:00:00+00:00",
    ]
    assert ticks("0 8 * * *", "America/New_York", "2026-10-31T00:00:00+00:00", 3) == [
        "2026-10-31T12:00:00+00:00",
        "2026-11-01T13:00:00+00:00",
        "2026-11-02T13:00:00+00:00",
    ]
    assert ticks("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00+00:00", 2) == [
        "2026-10-25T00:30:00+00:00",
        "2026-10-26T01:30:00+00:00",
    ]


async def schedule(place: Place, key: object) -> Any:
    return await place.admin.fetchrow("select * from schedules where key = $1", str(key))


async def test_a_clock_that_strikes_begins_a_run_that_knows_when_it_was_due(place: Place) -> None:
    bot = await place.bot()
    trigger = await place.add(bot, ByCron(cron="0 8 * * 1-5", time_zone="Europe/Berlin"))
    kept = await schedule(place, trigger.id)
    assert kept["kind"] == "bot-due"
    assert kept["next_at"].second == 0
    due = datetime.now(UTC) - timedelta(seconds=1)
    await place.admin.execute(DUE, str(trigger.id), due)
    [run] = await place.ran(bot)
    assert run["input"] == {"due": due.isoformat()}
    assert run["cause"]["kind"] == "cron"
    assert run["cause"]["text"] == "At 08:00, Monday through Friday (Europe/Berlin)."
    assert (await place.trigger(trigger)).last_at is not None
    assert (await schedule(place, trigger.id))["next_at"] > datetime.now(UTC)


async def test_ticks_that_were_missed_make_one_run(place: Place) -> None:
    bot = await place.bot()
    trigger = await place.add(bot, ByInterval(seconds=10))
    await place.admin.execute(DUE, str(trigger.id), datetime.now(UTC) - timedelta(hours=5))
    runs = await place.ran(bot)
    assert runs[0]["cause"]["kind"] == "interval"


async def test_a_tick_that_is_done_twice_makes_one_run(place: Place) -> None:
    bot = await place.bot()
    trigger = await place.add(bot, ByInterval(seconds=3_600))
    job = Job(1, "bot-due", place.agency, str(trigger.id), {"due": "2026-05-01T08:00:00+00:00"}, 1)
    for _ in range(3):
        await place.triggers.clocks.strike(job)
    await place.ran(bot, 1)


async def test_clocks_of_a_paused_bot_and_of_a_trigger_that_is_off_stand_still(place: Place) -> None:
    bot = await place.bot(status=BotStatus.DRAFT)
    trigger = await place.add(bot, ByInterval(seconds=60))
    assert await schedule(place, trigger.id) is None
    bot = await place.turn(bot, BotStatus.ACTIVE)
    first = (await schedule(place, trigger.id))["next_at"]
    await place.turn(bot, BotStatus.ACTIVE)
    assert (await schedule(place, trigger.id))["next_at"] == first
    await place.triggers.change(place.agency, trigger.id, is_on=False)
    assert await schedule(place, trigger.id) is None
    await place.triggers.change(place.agency, trigger.id, is_on=True)
    bot = await place.turn(bot, BotStatus.PAUSED)
    assert await schedule(place, trigger.id) is None
    job = Job(1, "bot-due", place.agency, str(trigger.id), {"due": "2026-05-01T08:00:00+00:00"}, 1)
    await place.triggers.clocks.strike(job)
    await nothing_comes(place, bot)
    await place.triggers.remove(place.agency, trigger.id)
    await place.triggers.clocks.strike(job)


async def test_a_time_that_never_comes_is_refused(place: Place) -> None:
    bot = await place.bot()
    for spec in (
        ByCron(cron="0 8 31 2 *"),
        ByCron(cron="often"),
        ByCron(cron="0 8 * * *", time_zone="Europe/Atlantis"),
    ):
        with pytest.raises(TimingError):
            await place.add(bot, spec)


async def test_a_changed_clock_goes_by_its_new_time(place: Place) -> None:
    bot = await place.bot()
    trigger = await place.add(bot, ByCron(cron="0 8 * * *"))
    await place.triggers.change(place.agency, trigger.id, spec=ByCron(cron="30 9 * * *"))
    found = (await schedule(place, trigger.id))["next_at"]
    assert (found.hour, found.minute) == (9, 30)


async def test_more_clocks_than_are_taken_at_once_all_strike(place: Place) -> None:
    bot = await place.bot("def run(ctx, input):\n    return 1\n")
    await place.admin.execute(
        """
        with made as (
          insert into bot_triggers (agency_id, bot_id, kind, spec)
          select $1, $2, 'cron', '{"kind": "cron", "cron": "0 8 * * *", "time_zone": "UTC"}'
          from generate_series(1, 220) returning id
        )
        insert into schedules (agency_id, kind, key, timing, next_at)
        select $1, 'bot-due', id::text, '{"kind": "cron", "cron": "0 8 * * *", "is_sharp": true}', now()
        from made
        """,
        place.agency,
        bot.id,
    )

    async def are_there() -> bool:
        return bool(await place.admin.fetchval("select count(*) from bot_runs") == 220)

    await until(are_there, 60)
