"""Owners hear of failures once, see what goes on failing paused, and hear when it works again."""

import pytest

from sayso.bots import repository
from sayso.bots.types import BotStatus, Policy, RunState, Stage
from tests.bots.place import MOVED, ORDERS, Place

PATIENT = Policy(retries=0, heals=False, pause_after=3)


async def test_a_failure_is_told_once_for_each_streak(place: Place) -> None:
    async with place.working():
        bot = await place.active(policy=PATIENT)
        place.source.say(MOVED)
        bot = await place.failed(bot.id, times=2)
        assert bot.failures == 2
        assert place.told.titles == ["Watch orders failed"]
        assert place.told.said[0]["level"] == "error"
        assert place.told.said[0]["about"] == ("bot", bot.id)
        place.source.say(ORDERS)
        run = await place.run(bot.id)
        assert run.state is RunState.SUCCESS
        assert place.told.titles[1:] == ["Watch orders works again"]
        place.source.say(MOVED)
        await place.failed(bot.id)
    assert place.told.titles[2:] == ["Watch orders failed"]


async def test_who_goes_on_failing_is_paused_with_the_way_out(place: Place) -> None:
    async with place.working():
        bot = await place.active(policy=PATIENT)
        place.source.say(MOVED)
        bot = await place.failed(bot.id, times=3)
    assert bot.status is BotStatus.ERROR
    assert bot.notice.startswith("It failed 3 times in a row and was paused: ")
    assert "then activate it again" in bot.notice
    assert place.told.titles == ["Watch orders failed", "Watch orders was paused"]
    assert place.triggers.armed_for[-1] is BotStatus.ERROR


async def test_activating_it_again_begins_anew(place: Place) -> None:
    async with place.working():
        bot = await place.active(policy=PATIENT)
        place.source.say(MOVED)
        await place.failed(bot.id, times=3)
        bot = await place.versions.activate(place.agency, bot.id)
    assert (bot.status, bot.failures, bot.notice) == (BotStatus.ACTIVE, 0, "")


@pytest.mark.parametrize("pause_after", [0, 50])
async def test_nobody_is_paused_who_may_fail_on(place: Place, pause_after: int) -> None:
    async with place.working():
        bot = await place.active(policy=Policy(retries=0, heals=False, pause_after=pause_after))
        place.source.say(MOVED)
        bot = await place.failed(bot.id, times=4)
    assert (bot.status, bot.failures) == (BotStatus.ACTIVE, 4)


async def test_runs_that_try_something_out_do_not_count(place: Place) -> None:
    async with place.working():
        bot = await place.active(policy=PATIENT)
        place.source.say(MOVED)
        run = await place.run(bot.id, is_test=True)
        assert run.state is RunState.FAILED
        bot = await place.show(bot.id)
    assert (bot.failures, place.told.said) == (0, [])


async def test_nobody_mends_what_a_person_is_changing(place: Place) -> None:
    async with place.working():
        bot = await place.active(policy=Policy(retries=0, pause_after=0))
        async with place.database.unit(place.agency) as session:
            await repository.set_bot(session, bot, stage=Stage.ASKING)
        place.source.say(MOVED)
        bot = await place.failed(bot.id, times=2)
    assert bot.stage is Stage.ASKING
