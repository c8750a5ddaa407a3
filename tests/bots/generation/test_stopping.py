"""What is being made can be stopped, and survives the end of whoever makes it."""

import asyncio

from sayso.bots.types import Stage
from tests.bots.place import Place
from tests.support.warm import Forked


async def test_stopping_leaves_a_bot_that_says_so_and_can_be_asked_again(place: Place) -> None:
    place.writer.waits = asyncio.Event()
    async with place.working():
        bot_id = await place.ask()
        await place.staged(bot_id, Stage.WRITING)
        await place.making.talking.stop(place.agency, bot_id)
        bot = await place.settled(bot_id)
        assert (bot.stage, bot.notice) == (Stage.FAILED, "It was stopped. Say it again to have it made.")
        place.writer.waits = None
        bot = await place.say(bot_id)
    assert bot.stage is Stage.READY


async def test_stopping_a_change_leaves_what_is_active(place: Place) -> None:
    async with place.working():
        bot = await place.active()
        place.writer.waits = asyncio.Event()
        await place.making.talking.say(place.agency, bot.id, place.user, "Count something else")
        await place.staged(bot.id, Stage.WRITING)
        await place.making.talking.stop(place.agency, bot.id)
        bot = await place.settled(bot.id)
    assert (bot.stage, bot.version, bot.notice) == (Stage.IDLE, 1, "")


async def test_progress_is_told_in_plain_words_and_ends_with_the_work(place: Place) -> None:
    place.writer.waits = asyncio.Event()
    async with place.working():
        bot_id = await place.ask()
        await place.staged(bot_id, Stage.WRITING)
        told: list[str] = []
        while "Thinking hard" not in told:
            rows = await place.admin.fetch(
                "select data from events where stream = $1 and kind = 'progress' order by id", bot_id
            )
            told = [str(row["data"]) for row in rows]
            told = [text for one in told for text in ["Thinking hard"] if text in one]
            await asyncio.sleep(0.05)
        place.writer.waits.set()
        bot = await place.settled(bot_id)
    assert bot.progress == ""


async def test_work_that_was_cut_off_too_often_is_said_to_be(place: Place) -> None:
    bot_id = await place.ask()
    await place.admin.execute(
        "update jobs set attempt = 2 where key = $1", str(bot_id)
    )  # as if two workers had died
    async with place.working():
        bot = await place.settled(bot_id)
        assert bot.stage is Stage.FAILED
        assert bot.notice.startswith("Something of Sayso's own broke")
        bot = await place.say(bot_id)
    assert bot.stage is Stage.READY


async def test_making_goes_on_when_its_worker_was_killed_in_the_middle(place: Place) -> None:
    bot_id = await place.ask(text="Count to ten and tell me")
    worker = await asyncio.to_thread(Forked[bytes], ["tests.bots.generation.other", place.database.dsn])
    try:
        killed = await place.staged(bot_id, Stage.WRITING)
    finally:
        worker.kill()
        await asyncio.to_thread(worker.wait)
    assert killed.requirements.purpose
    async with place.working():
        bot = await place.settled(bot_id)
    assert bot.stage is Stage.READY
    assert await place.statuses(bot_id) == ["candidate"]
