"""Runs that are old are let go, but not those that nobody has looked after."""

from sayso.bots.types import Policy, RunState
from tests.bots.run_queue.place import Place


async def test_old_runs_go_and_dead_ones_stay_until_somebody_looked(queue: Place) -> None:
    bot = await queue.bot("def run(ctx, input):\n    return 1", Policy(keep_days=10))
    kept = {}
    for name, days, is_dead in (
        ("new", 9, False),
        ("old", 11, False),
        ("dead", 80, True),
        ("long dead", 91, True),
    ):
        run = await queue.start(bot)
        kept[name] = run.id
        await queue.admin.execute(
            "update bot_runs set state = 'failed', is_dead = $2, "
            "ended_at = now() - make_interval(days => $3) where id = $1",
            run.id,
            is_dead,
            days,
        )
    going_on = await queue.start(bot)
    await queue.admin.execute("update bot_runs set created_at = now() - interval '400 days'")
    await queue.runs.sweeping.drop()
    left = {row["id"] for row in await queue.admin.fetch("select id from bot_runs")}
    assert left == {kept["new"], kept["dead"], going_on.id}


async def test_runs_of_a_removed_bot_are_not_left_waiting(queue: Place) -> None:
    bot = await queue.bot("def run(ctx, input):\n    return 1", Policy(at_once=1))
    runs = [await queue.start(bot) for _ in range(2)]
    await queue.admin.execute("update bots set deleted_at = now()")
    async with queue.jobs.working():
        await queue.runs.sweeping.mend(0)
        ended = [await queue.reached(run) for run in runs]
    assert {run.state for run in ended} == {RunState.CANCELLED}


async def test_nobody_is_asked_for_a_bot_that_was_removed(place: Place) -> None:
    bot = await place.bot("def run(ctx, input):\n    return bool(ctx.approve('Go on?'))")
    run = await place.reached(await place.start(bot), RunState.WAITING)
    await place.admin.execute("update bots set deleted_at = now()")
    assert await place.runs.sweeping.mend(0) == 1
    assert (await place.show(run)).state is RunState.CANCELLED
    assert await place.runs.approvals(place.agency, True) == []
