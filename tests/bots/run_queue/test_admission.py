"""How many runs of a bot go on at a time, who is next, and that nobody is forgotten."""

import asyncio

import pytest

from sayso.bots.types import BotStatus, Cause, Policy, RunState
from tests.bots.run_queue.place import Place
from tests.jobs.place import until

pytestmark = pytest.mark.rotating(5)

SLEEPS = "import time\ndef run(ctx, input):\n    time.sleep(input or 0)\n    return 1"
WAITS_LONG = 30


async def _states(place: Place) -> dict[str, int]:
    rows = await place.admin.fetch("select state, count(*) as runs from bot_runs group by state")
    return {row["state"]: row["runs"] for row in rows}


async def test_no_more_runs_go_on_than_the_bot_allows_and_the_oldest_is_next(place: Place) -> None:
    bot = await place.bot(SLEEPS, Policy(at_once=2, retries=0))
    runs = [await place.start(bot, 0.3) for _ in range(6)]
    most = 0
    while (states := await _states(place)).get("success") != 6:
        most = max(most, states.get("running", 0))
        await asyncio.sleep(0.02)
    assert most == 2
    ended = [await place.show(run) for run in runs]
    began = [run.started_at for run in ended if run.started_at is not None]
    assert all(earlier < later for earlier, later in zip(began, began[2:], strict=False)), (
        "two begin side by side, but none before the one that stood two places ahead of it"
    )


async def test_runs_with_the_same_key_go_one_after_the_other_and_others_pass_them(place: Place) -> None:
    bot = await place.bot(SLEEPS, Policy(at_once=3, at_once_per_key=1, retries=0))
    same = [
        await place.start(bot, WAITS_LONG if number == 0 else 0, Cause("webhook", concurrency_key="order 7"))
        for number in range(3)
    ]
    other = await place.start(bot, 0, Cause("webhook", concurrency_key="order 8"))
    without = await place.start(bot, 0, Cause("webhook"))
    assert (await place.reached(other)).state is RunState.SUCCESS
    assert (await place.reached(without)).state is RunState.SUCCESS
    assert [(await place.show(run)).state for run in same] == ["running", "queued", "queued"]
    await place.runs.cancel(place.agency, same[0].id)
    for run in same[1:]:
        assert (await place.reached(run)).state is RunState.SUCCESS


async def test_many_that_start_at_once_all_come_to_their_end(place: Place) -> None:
    bot = await place.bot(SLEEPS, Policy(at_once=2, retries=0))
    await asyncio.gather(*(place.start(bot) for _ in range(30)))

    async def are_done() -> bool:
        return await _states(place) == {"success": 30}

    await until(are_done)
    await until(place.is_empty)


async def test_a_run_that_waits_for_its_retry_leaves_its_place_to_others(place: Place) -> None:
    bot = await place.bot(
        "def run(ctx, input):\n    if input: raise ValueError('No')\n    return 1",
        Policy(at_once=1, retries=1, backoff=60),
    )
    failing = await place.start(bot, True)
    good = await place.done(bot)
    assert good.state is RunState.SUCCESS
    assert (await place.show(failing)).state is RunState.QUEUED


async def test_what_waits_for_a_paused_bot_begins_when_it_is_active_again(place: Place) -> None:
    bot = await place.bot(SLEEPS, Policy(at_once=1, retries=0))
    first = await place.start(bot, 0.5)
    waiting = await place.start(bot, 0, Cause("cron"))
    await place.changed(bot, status=BotStatus.PAUSED)
    by_hand = await place.start(await place.fresh(bot))
    assert (await place.reached(first)).state is RunState.SUCCESS
    assert (await place.reached(by_hand)).state is RunState.SUCCESS
    assert (await place.show(waiting)).state is RunState.QUEUED
    await place.changed(bot, status=BotStatus.ACTIVE)
    await place.runs.admit(place.agency, bot.id)
    assert (await place.reached(waiting)).state is RunState.SUCCESS


async def test_a_run_that_was_to_begin_when_its_bot_was_paused_waits(queue: Place) -> None:
    bot = await queue.bot(SLEEPS)
    run = await queue.start(bot, 0, Cause("cron"))
    await queue.changed(bot, status=BotStatus.PAUSED)
    async with queue.jobs.working():
        await until(queue.is_empty)
        assert (await queue.show(run)).state is RunState.QUEUED
        await queue.changed(bot, status=BotStatus.ACTIVE)
        assert await queue.runs.sweeping.mend(0) == 1
        assert (await queue.reached(run)).state is RunState.SUCCESS


async def test_runs_whose_jobs_are_gone_are_begun_again(queue: Place) -> None:
    bot = await queue.bot(SLEEPS)
    run, running = await queue.start(bot), await queue.start(bot)
    await queue.admin.execute("delete from jobs")
    await queue.admin.execute("update bot_runs set state = 'running', attempt = 1 where id = $1", running.id)
    assert await queue.runs.sweeping.mend(60) == 0
    assert await queue.runs.sweeping.mend(0) == 2
    assert await queue.runs.sweeping.mend(0) == 0
    async with queue.jobs.working():
        assert (await queue.reached(run)).attempt == 1
        assert (await queue.reached(running)).attempt == 2


async def test_runs_that_wait_although_there_is_a_place_are_begun(queue: Place) -> None:
    bot = await queue.bot(SLEEPS)
    run = await queue.start(bot)
    await queue.admin.execute("delete from jobs")
    await queue.admin.execute("update bot_runs set admitted_at = null")
    assert await queue.runs.sweeping.mend(0) == 1
    async with queue.jobs.working():
        assert (await queue.reached(run)).state is RunState.SUCCESS


async def test_one_agency_is_not_kept_waiting_by_the_runs_of_another(place: Place) -> None:
    busy = await place.bot(SLEEPS, Policy(at_once=40, retries=0))
    for _ in range(40):
        await place.start(busy, 1)
    other = await place.admin.fetchval("insert into agencies (name, slug) values ('b', 'b') returning id")
    place.agency, of_busy = other, place.agency
    quick = await place.bot(SLEEPS)
    run = await place.done(quick)
    place.agency = of_busy
    left = await _states(place)
    assert run.state is RunState.SUCCESS
    assert left["success"] < 30


async def test_quick_bots_pass_those_that_are_known_to_take_long(place: Place) -> None:
    slow = await place.bot(SLEEPS, Policy(at_once=20, retries=0))
    await place.admin.execute(
        "update bots set seconds = 100, times = jsonb_build_array(10) where id = $1", slow.id
    )
    slow = await place.fresh(slow)
    runs = [await place.start(slow, WAITS_LONG) for _ in range(12)]
    assert await place.admin.fetchval("select count(*) from jobs where kind = 'bot-run-slow'") == 12
    quick = await place.done(await place.bot(SLEEPS))
    assert quick.state is RunState.SUCCESS
    assert (await _states(place)).get("running", 0) <= 8
    for run in runs:
        await place.runs.cancel(place.agency, run.id)
    await until(place.is_empty)
