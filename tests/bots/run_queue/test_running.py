"""A run of a bot, from its start to its end, as people see it."""

import asyncio
from uuid import uuid4

import pytest

from sayso.bots.details import ConfigField
from sayso.bots.run_queue.errors import InputTooLargeError, NotRunnableError
from sayso.bots.types import BotStatus, Cause, Policy, RunState
from sayso.db.keyset import Window
from sayso.errors import MachineError, NotFoundError
from tests.blocks.source import Source
from tests.bots.run_queue.place import SECRET, Place
from tests.jobs.place import until

ECHO = """
def run(ctx, input):
    print("Working on it")
    return {"given": input, "attempt": ctx.attempt, "cause": ctx.cause, "config": ctx.config}
"""


async def test_a_run_gives_what_the_bot_gives_and_keeps_what_it_wrote(place: Place) -> None:
    bot = await place.bot(
        ECHO,
        config={"limit": 5},
        config_fields=(
            ConfigField(name="limit", label="Limit", type="number", default=3),
            ConfigField(name="word", label="Word", default="hello"),
        ),
    )
    run = await place.done(bot, {"order": 7}, Cause(kind="manual", text="Ada pressed the button"))
    assert run.state is RunState.SUCCESS
    assert run.output == {
        "given": {"order": 7},
        "attempt": 1,
        "cause": {"kind": "manual", "text": "Ada pressed the button"},
        "config": {"limit": 5, "word": "hello"},
    }
    assert await place.log(run) == "Working on it\n"
    assert await place.heard(run) == ["running", "success"]
    assert await place.endings(run) == ["success"]
    assert run.started_at is not None
    assert run.ended_at is not None
    assert run.seconds > 0
    assert place.ended == [(run.id, RunState.SUCCESS)]


async def test_what_a_run_writes_is_seen_while_it_goes_on(place: Place) -> None:
    bot = await place.bot("import time\ndef run(ctx, input):\n    print('First')\n    time.sleep(30)")
    run = await place.start(bot)

    async def is_seen() -> bool:
        return await place.log(run) == "First\n"

    await until(is_seen)
    assert (await place.show(run)).state is RunState.RUNNING
    told = await place.admin.fetchval(
        "select data ->> 'text' from events where stream = $1 and kind = 'log'", run.id
    )
    assert told == "First\n"
    await place.runs.cancel(place.agency, run.id)


async def test_a_cancelled_run_ends_with_its_processes(place: Place) -> None:
    code = "    while True:\n        print('.', flush=True)\n        time.sleep(0.05)"
    bot = await place.bot(f"import time\ndef run(ctx, input):\n{code}")
    run = await place.reached(await place.start(bot), RunState.RUNNING)
    ended = await place.runs.cancel(place.agency, run.id)
    assert (ended.state, ended.error) == (RunState.CANCELLED, "It was stopped.")
    await until(place.is_empty)
    assert await place.endings(run) == ["cancelled"]
    before = await place.log(run)
    await asyncio.sleep(0.5)
    assert await place.log(run) == before
    assert (await place.runs.cancel(place.agency, run.id)).state is RunState.CANCELLED


async def test_a_run_that_waits_in_the_queue_can_be_cancelled(queue: Place) -> None:
    bot = await queue.bot(ECHO)
    run = await queue.start(bot)
    await queue.runs.cancel(queue.agency, run.id)
    assert await queue.is_empty()
    assert (await queue.show(run)).state is RunState.CANCELLED
    assert queue.ended == [(run.id, RunState.CANCELLED)]


async def test_a_run_that_takes_too_long_is_timed_out_and_wants_looking_after(place: Place) -> None:
    bot = await place.bot(
        "import time\ndef run(ctx, input):\n    print('Going to sleep', flush=True)\n    time.sleep(30)",
        Policy(timeout=0.7, retries=0),
    )
    run = await place.done(bot)
    assert (run.state, run.is_dead) == (RunState.TIMED_OUT, True)
    assert "did not finish" in run.error
    assert await place.log(run) == "Going to sleep\n"


async def test_a_run_that_fails_is_tried_again_after_longer_and_longer(place: Place) -> None:
    code = "    if ctx.attempt < 3:\n        raise ValueError('No prices today')\n    return ctx.attempt"
    bot = await place.bot(f"def run(ctx, input):\n{code}", Policy(timeout=20, retries=2, backoff=0.4))
    run = await place.start(bot)

    async def is_put_off() -> bool:
        shown = await place.show(run)
        return shown.state is RunState.QUEUED and shown.run_after is not None

    await until(is_put_off)
    assert (await place.show(run)).error == "No prices today"
    run = await place.reached(run)
    assert (run.state, run.output, run.error, run.run_after) == (RunState.SUCCESS, 3, "", None)
    first, second, third = await place.runs.attempts(place.agency, run.id)
    assert [first.ending, second.ending, third.ending] == ["failed", "failed", "success"]
    assert first.error == "ValueError: No prices today (line 3)"
    assert "bot.py" in first.trace
    assert first.ended_at is not None
    assert second.ended_at is not None
    assert (second.started_at - first.ended_at).total_seconds() >= 0.4
    assert (third.started_at - second.ended_at).total_seconds() >= 0.8
    assert place.ended == [(run.id, RunState.SUCCESS)]


async def test_a_run_that_fails_with_broken_words_ends_all_the_same(place: Place) -> None:
    bot = await place.bot("def run(ctx, input):\n    print('a\\0b')\n    raise ValueError('a\\0b\\ud800c')")
    run = await place.done(bot)
    assert (run.state, run.error) == (RunState.FAILED, "a\ufffdb?c")
    assert await place.log(run) == "a\ufffdb\n"


async def test_a_run_that_fails_for_good_is_dead_until_somebody_looks_after_it(place: Place) -> None:
    bot = await place.bot("def run(ctx, input):\n    return 1 / input", Policy(retries=1, backoff=0.1))
    run = await place.done(bot, 0)
    assert (run.state, run.is_dead, run.attempt) == (RunState.FAILED, True, 2)
    assert run.error
    dead = await place.runs.page(place.agency, Window(), is_dead=True)
    assert [one.id for one in dead.items] == [run.id]
    assert not (await place.runs.dismiss(place.agency, run.id)).is_dead
    assert (await place.runs.page(place.agency, Window(), is_dead=True)).items == []


async def test_a_run_is_run_again_with_the_same_or_an_edited_input(place: Place) -> None:
    bot = await place.bot(
        "def run(ctx, input):\n    return 6 / input['by'] if input['password'] == 'x' else 0"
    )
    run = await place.done(bot, {"by": 0, "password": "x"})
    assert run.input == {"by": 0, "password": "••••"}
    again = await place.runs.rerun(place.agency, run.id, place.user)
    again = await place.reached(again)
    assert (again.state, again.cause.kind, again.cause.rerun_of) == (RunState.FAILED, "rerun", run.id)
    assert not (await place.show(run)).is_dead
    edited = await place.runs.rerun(place.agency, run.id, place.user, {**run.input, "by": 2})
    edited = await place.reached(edited)
    assert (edited.state, edited.output) == (RunState.SUCCESS, 3)


async def test_the_same_cause_makes_one_run(queue: Place) -> None:
    bot = await queue.bot(ECHO)
    cause = Cause(kind="webhook", idempotency_key="order 7")
    runs = await asyncio.gather(*(queue.start(bot, 1, cause) for _ in range(5)))
    assert len({run.id for run in runs}) == 1
    assert await queue.admin.fetchval("select count(*) from bot_runs") == 1
    assert await queue.admin.fetchval("select count(*) from jobs where kind = 'bot-run'") == 1


async def test_secrets_are_hidden_in_what_a_run_writes_gives_and_fails_with(
    place: Place, source: Source
) -> None:
    place.preparing.hosts = (source.host,)
    source.say({"echo": SECRET})
    code = f"""
import httpx, sys, time
def run(ctx, input):
    said = httpx.get("{source.address}").json()["echo"]
    for piece in (said[:5], said[5:]):
        sys.stdout.write(piece)
        sys.stdout.flush()
        time.sleep(0.3)
    print()
    if input:
        raise ValueError("Not " + said)
    return {{"said": said}}
"""
    bot = await place.bot(code)
    run = await place.done(bot)
    assert (run.state, run.output) == (RunState.SUCCESS, {"said": "{{secret:TOKEN}}"})
    failed = await place.done(bot, True)
    (attempt,) = await place.runs.attempts(place.agency, failed.id)
    for text in (await place.log(run), failed.error, attempt.error):
        assert SECRET not in text
        assert "{{secret:TOKEN}}" in text
    everything = await place.admin.fetch("select * from bot_log")
    assert SECRET[:5] not in str([row["text"] for row in everything])


async def test_requests_are_found_by_the_bot_and_by_the_run(place: Place, source: Source) -> None:
    place.preparing.hosts = (source.host,)
    source.say([1])
    bot = await place.bot(
        f'import httpx\ndef run(ctx, input):\n    return httpx.get("{source.address}").json()'
    )
    run = await place.done(bot)
    for kind, owner in (("bot", bot.id), ("bot-run", run.id)):
        found = await place.admin.fetchval(
            "select count(*) from sandbox_requests where owner_kind = $1 and owner_id = $2", kind, owner
        )
        assert found == 1


async def test_passwords_are_hidden_from_who_looks_and_given_to_the_bot(place: Place) -> None:
    bot = await place.bot(
        "def run(ctx, input):\n    return {'api_key': 'k', 'got': input['user']['password'][::-1]}"
    )
    run = await place.done(bot, {"user": {"password": "abc", "name": "Ada"}})
    assert run.input == {"user": {"password": "••••", "name": "Ada"}}
    assert run.output == {"api_key": "••••", "got": "cba"}
    listed = (await place.runs.page(place.agency, Window())).items[0]
    assert (listed.input, listed.output) == (run.input, run.output)
    whole = await place.runs.wait(place.agency, run.id, 1)
    assert whole.output == {"api_key": "k", "got": "cba"}


async def test_what_is_too_long_is_refused_in_clear_words(place: Place) -> None:
    bot = await place.bot("def run(ctx, input):\n    return 'x' * input")
    with pytest.raises(
        InputTooLargeError, match=r"The input is 300,002 bytes long; a run may be given 262,144"
    ):
        await place.start(bot, "x" * 300_000)
    run = await place.done(bot, 1_200_000)
    assert run.state is RunState.FAILED
    assert "1,200,002 bytes long; 1,048,576 are kept" in run.error
    long = await place.done(bot, 20_000)
    listed = await place.runs.page(place.agency, Window(), bot_id=bot.id, states=[RunState.SUCCESS])
    assert listed.items[0].output == "It is too long for a list; open the run to see it."
    assert long.output == "x" * 20_000


async def test_a_log_keeps_its_beginning_and_says_that_it_was_cut(place: Place) -> None:
    bot = await place.bot(
        "def run(ctx, input):\n    for n in range(60000):\n        print('line', n)\n    return 'done'"
    )
    run = await place.done(bot)
    log = await place.log(run)
    assert run.output == "done"
    assert log.startswith("line 0\nline 1\n")
    assert log.endswith("\n… The log was cut here: a run keeps 256 KiB of what it writes.\n")
    assert len(log.encode()) < 256 * 1024 + 100


async def test_a_bot_that_is_paused_is_run_by_hand_only(queue: Place) -> None:
    bot = await queue.bot(ECHO, status=BotStatus.PAUSED)
    with pytest.raises(NotRunnableError, match="not active"):
        await queue.start(bot, None, Cause(kind="cron"))
    assert (await queue.start(bot)).state is RunState.QUEUED


async def test_a_bot_without_a_person_or_a_version_does_not_run(queue: Place) -> None:
    bot = await queue.bot(ECHO)
    with pytest.raises(NotRunnableError, match="The person whom this bot acted for is gone"):
        await queue.start(await queue.changed(bot, user_id=None))
    with pytest.raises(NotRunnableError, match="no version"):
        await queue.start(await queue.changed(bot, user_id=queue.user, version=None))


async def test_a_circle_of_bots_comes_to_its_end(queue: Place) -> None:
    bot = await queue.bot(ECHO)
    assert await queue.start(bot, None, Cause(kind="bot", depth=5))
    with pytest.raises(NotRunnableError, match="set each other off 5 times"):
        await queue.start(bot, None, Cause(kind="bot", depth=6))


async def test_a_machine_that_runs_no_programs_fails_the_run_with_the_way_out(place: Place) -> None:
    place.preparing.fails = MachineError("There is no wall.", hint="Install bubblewrap.")
    run = await place.done(await place.bot(ECHO))
    assert (run.state, run.error) == (RunState.FAILED, "There is no wall. Install bubblewrap.")


async def test_runs_of_a_removed_bot_are_cancelled(queue: Place) -> None:
    bot = await queue.bot(ECHO)
    run = await queue.start(bot)
    await queue.admin.execute("update bots set deleted_at = now()")
    async with queue.jobs.working():
        run = await queue.reached(run)
    assert (run.state, run.error) == (RunState.CANCELLED, "The bot was removed.")


async def test_counters_tell_of_all_runs_but_tests(place: Place) -> None:
    bot = await place.bot("def run(ctx, input):\n    return 1 / input")
    for given in (1, 1, 0):
        await place.done(bot, given)
    tested = await place.done(bot, 0, is_test=True)
    assert (tested.state, tested.is_dead) == (RunState.FAILED, False)
    counters = (await place.fresh(bot)).counters
    assert (counters.runs, counters.successes, counters.errors) == (3, 2, 1)
    assert counters.last_state is RunState.FAILED
    assert counters.average_seconds is not None
    assert counters.p95_seconds is not None
    assert 0.5 < counters.p95_seconds / counters.average_seconds < 20


async def test_waiting_for_a_run_ends_with_it(place: Place) -> None:
    bot = await place.bot("import time\ndef run(ctx, input):\n    time.sleep(input)\n    return 'here'")
    run = await place.start(bot, 0.5)
    ended = await place.runs.wait(place.agency, run.id, 20)
    assert (ended.state, ended.output) == (RunState.SUCCESS, "here")
    slow = await place.start(bot, 30)
    assert (await place.runs.wait(place.agency, slow.id, 0.5)).state in {RunState.QUEUED, RunState.RUNNING}
    await place.runs.cancel(place.agency, slow.id)


async def test_nobody_sees_runs_of_another_agency(queue: Place) -> None:
    run = await queue.start(await queue.bot(ECHO))
    other = await queue.admin.fetchval("insert into agencies (name, slug) values ('b', 'b') returning id")
    for ask in (
        queue.runs.show(other, run.id),
        queue.runs.cancel(other, run.id),
        queue.runs.rerun(other, run.id, queue.user),
        queue.runs.dismiss(other, run.id),
        queue.runs.show(queue.agency, uuid4()),
    ):
        with pytest.raises(NotFoundError, match="no such run"):
            await ask
    assert (await queue.runs.page(other, Window())).items == []
