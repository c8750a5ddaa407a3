"""Workers that are killed, stopped or cut off at any point: runs go on elsewhere, or end with the reason."""

import asyncio
import random
import signal
from collections import defaultdict

import pytest

from sayso.bots.types import Cause, Policy, Run, RunState
from tests.blocks.source import Source
from tests.bots.run_queue.other import IN_HOOK, POINTS
from tests.bots.run_queue.place import Place
from tests.jobs.place import until

STEPS = """
import time
from urllib.request import urlopen


def call(ctx, name, seconds):
    urlopen(f"SOURCE/{ctx.run_id}/{name}/{ctx.attempt}", timeout=20).read()
    time.sleep(seconds)
    return [name, ctx.attempt]


def run(ctx, input):
    print("attempt", ctx.attempt, flush=True)
    seconds = (input or {}).get("seconds", 0)
    given = [ctx.step(name, call, ctx, name, seconds) for name in ("one", "two", "three")]
    if (input or {}).get("asks"):
        given.append(bool(ctx.approve("Go on?")))
    if (input or {}).get("fails") == ctx.attempt:
        raise ValueError("Not this time")
    return given
"""
ASKING, FAILING = {"when it has asked"}, {"while it is put off"}


def _code(source: Source) -> str:
    return STEPS.replace("SOURCE", f"http://{source.host}")


def _assert_no_step_was_repeated(source: Source, run: Run, steps: dict[str, tuple[object, int]]) -> None:
    """No attempt called what an attempt before it had kept; each value is of the attempt that kept it."""
    calls: dict[str, list[int]] = defaultdict(list)
    for path in source.asked:
        _, of_run, name, attempt = path.split("/")
        if of_run == str(run.id):
            calls[name].append(int(attempt))
    for name, (value, attempt) in steps.items():
        assert value == [name, attempt]
        assert max(calls[name]) == attempt
        assert len(calls[name]) == len(set(calls[name]))


@pytest.mark.rotating(3)
@pytest.mark.parametrize("point", [*POINTS, IN_HOOK])
async def test_a_run_whose_worker_is_killed_comes_to_its_end_elsewhere(
    queue: Place, source: Source, point: str
) -> None:
    bot = await queue.bot(_code(source), Policy(timeout=30, retries=1, backoff=0.1, at_once=1))
    given = {"asks": point in ASKING, "fails": 1 if point in FAILING else 0}
    run, next_run = await queue.start(bot, given), await queue.start(bot)
    await queue.killed(source.port, point)
    async with queue.process(source.port):
        if point in ASKING:
            run = await queue.reached(run, RunState.WAITING)
            (approval,) = await queue.runs.approvals(queue.agency, True)
            await queue.runs.decide(queue.agency, approval.id, queue.user, True)
        run, next_run = await queue.reached(run), await queue.reached(next_run)
        await until(queue.is_empty)
    assert (run.state, run.error) == (RunState.SUCCESS, "")
    assert next_run.state is RunState.SUCCESS
    steps = await queue.steps(run)
    assert [value for value, _ in steps.values()] == run.output[:3]
    _assert_no_step_was_repeated(source, run, steps)
    endings = await queue.endings(run)
    assert endings[-1] == "success"
    assert endings.count("success") == 1
    assert len(endings) == run.attempt
    counters = (await queue.fresh(bot)).counters
    assert (counters.runs, counters.successes) == (2, 2)


@pytest.mark.rotating(4, of="processes that end")
async def test_steps_that_are_done_are_not_done_again_after_a_kill(queue: Place, source: Source) -> None:
    run = await queue.start(await queue.bot(_code(source), Policy(timeout=30, retries=0)))
    await queue.killed(source.port, "when a step is kept")
    assert list(await queue.steps(run)) == ["one"]
    async with queue.process(source.port):
        run = await queue.reached(run)
    assert run.output == [["one", 1], ["two", 2], ["three", 2]]
    assert await queue.endings(run) == ["lost", "success"]
    (first, _) = await queue.runs.attempts(queue.agency, run.id)
    assert first.error == "Whatever was running it ended without a word."
    assert (await queue.log(run)).endswith("attempt 2\n")
    assert await queue.heard(run) == ["running", "running", "success"]


@pytest.mark.rotating(4, of="processes that end")
async def test_a_bot_that_is_not_to_be_taken_up_again_fails_with_the_reason(
    queue: Place, source: Source
) -> None:
    policy = Policy(timeout=30, retries=2, resumes=False)
    run = await queue.start(await queue.bot(_code(source), policy))
    await queue.killed(source.port, "while it runs")
    async with queue.process(source.port):
        run = await queue.reached(run)
    assert (run.state, run.is_dead, run.attempt) == (RunState.FAILED, True, 1)
    assert run.error.startswith("Whatever was running it ended without a word. This bot is not begun again")
    assert await queue.endings(run) == ["lost"]


@pytest.mark.rotating(4, of="processes that end")
async def test_a_run_that_takes_its_workers_along_is_given_up(queue: Place, source: Source) -> None:
    run = await queue.start(await queue.bot(_code(source), Policy(timeout=30)))
    for _ in range(4):
        await queue.killed(source.port, "while it runs")
    async with queue.process(source.port):
        run = await queue.reached(run)
    assert (run.state, run.is_dead) == (RunState.FAILED, True)
    assert run.error == "It was cut off 4 times, and is not begun again."
    assert await queue.endings(run) == ["lost"] * 4


@pytest.mark.rotating(4, of="processes that end")
async def test_a_server_that_is_stopped_and_started_goes_on_with_its_runs(
    queue: Place, source: Source
) -> None:
    """However often: that is no fault of the run."""
    bot = await queue.bot(_code(source), Policy(timeout=30, retries=0))
    run = await queue.start(bot, {"seconds": 4})
    for attempt in range(1, 3):
        async with queue.process(source.port) as process:

            async def has_begun(attempt: int = attempt) -> bool:
                return f"attempt {attempt}\n" in await queue.log(run)

            await until(has_begun)
            process.terminate()
            assert await asyncio.to_thread(process.wait, 20) == 0
        assert (await queue.show(run)).state is RunState.RUNNING
    await queue.admin.execute("update bot_runs set input = '{}'")
    async with queue.process(source.port):
        run = await queue.reached(run)
    assert (run.state, run.attempt) == (RunState.SUCCESS, 3)
    (first, *_) = await queue.runs.attempts(queue.agency, run.id)
    assert (first.ending, first.error) == ("lost", "Sayso was stopped, and took it up again later.")


@pytest.mark.rotating(4, of="processes that end")
async def test_whoever_lost_a_run_can_write_nothing_for_it_any_more(queue: Place, source: Source) -> None:
    """A worker hangs, its connection is cut, another one takes the run up, and the first one wakes."""
    bot = await queue.bot(_code(source), Policy(timeout=60, retries=0))
    run = await queue.start(bot, {"seconds": 1.5})
    async with queue.process(source.port) as first:

        async def has_a_step() -> bool:
            return "one" in await queue.steps(run)

        await until(has_a_step)
        first.send_signal(signal.SIGSTOP)
        await queue.admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sayso-jobs' "
            "and datname = current_database()"
        )
        async with queue.process(source.port):
            await queue.reached(run, RunState.SUCCESS)
            first.send_signal(signal.SIGCONT)
            await asyncio.sleep(4)
            run = await queue.show(run)
            assert first.poll() is None
    assert (run.state, run.attempt) == (RunState.SUCCESS, 2)
    assert run.output == [["one", 1], ["two", 2], ["three", 2]]
    assert await queue.endings(run) == ["lost", "success"]
    assert await queue.log(run) == "attempt 1\nattempt 2\n"
    _assert_no_step_was_repeated(source, run, await queue.steps(run))


@pytest.mark.rotating(4, of="processes that end")
async def test_cancelling_ends_the_processes_of_another_server(queue: Place, source: Source) -> None:
    run = await queue.start(await queue.bot(_code(source), Policy(timeout=60)), {"seconds": 1})
    async with queue.process(source.port):

        async def is_asked() -> bool:
            return any(str(run.id) in path for path in source.asked)

        await until(is_asked)
        await queue.runs.cancel(queue.agency, run.id)
        await until(queue.is_empty)
        before = len(source.asked)
        await asyncio.sleep(1.5)
        assert len(source.asked) == before
    assert (await queue.show(run)).state is RunState.CANCELLED


@pytest.mark.rotating(4, of="processes that end")
async def test_many_kills_at_any_moment_lose_and_repeat_nothing(queue: Place, source: Source) -> None:
    bot = await queue.bot(_code(source), Policy(timeout=30, retries=5, backoff=0.1, at_once=3))
    runs = [await queue.start(bot, {"seconds": 0.3}, Cause("manual", text=str(n))) for n in range(12)]
    chance = random.Random(8)  # noqa: S311 - the same moments in every process
    for _ in range(5):
        async with queue.process(source.port) as process:
            before = len(source.asked)
            await until(lambda before=before: len(source.asked) > before)
            await asyncio.sleep(chance.random() * 0.8)
            process.send_signal(signal.SIGKILL)
            await asyncio.to_thread(process.wait, 10)
    async with queue.process(source.port):
        ended = [await queue.reached(run) for run in runs]
        await until(queue.is_empty)
    for run in ended:
        is_worn_out = run.error == "It was cut off 4 times, and is not begun again."
        assert run.state is RunState.SUCCESS or is_worn_out
        _assert_no_step_was_repeated(source, run, await queue.steps(run))
        assert len(await queue.endings(run)) == run.attempt
    assert (await queue.fresh(bot)).counters.runs == 12
