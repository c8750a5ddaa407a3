"""A block stays up to date, and shows what it showed before whenever its source does not do its part."""

import asyncio

from sayso.blocks.types import Change, Every, State
from tests.blocks.place import CODE, MOVED, ORDERS, Place, rows
from tests.jobs.place import until


async def test_refreshing_by_hand_shows_what_the_source_says_now(place: Place) -> None:
    async with place.working():
        block = await place.made()
        before = await place.show(block)
        place.source.say([{"status": "open", "orders": 7}])
        shown = await place.refresh(block)
    assert rows(shown) == [{"status": "open", "orders": 7}]
    assert shown.shown is not None
    assert before.shown is not None
    assert shown.shown.at > before.shown.at
    assert [(line.kind, line.ok) for line in await place.log(block)][1:] == [
        ("fetch", True),
        ("process", True),
    ]


async def test_the_page_hears_when_a_refresh_begins_and_ends(place: Place) -> None:
    async with place.working():
        block = await place.made()
        count = (await place.told()).count("block")
        place.source.say(ORDERS, delay=1.0)
        await place.blocks.refresh(place.agency, block)

        async def is_refreshing() -> bool:
            return (await place.show(block)).block.refreshing_since is not None

        await until(is_refreshing)
        assert (await place.told()).count("block") == count + 1
        shown = await place.settled(block)
    assert shown.block.refreshing_since is None
    assert (await place.told()).count("block") == count + 2


async def test_a_failure_leaves_what_was_shown_and_says_what_is_wrong(place: Place) -> None:
    async with place.working():
        block = await place.made()
        before = await place.show(block)
        place.source.say_garbage()
        shown = await place.refresh(block)
        assert shown.block.state is State.FAILING
        assert shown.block.notice
        assert (shown.block.failures, shown.block.failing_since is None) == (1, False)
        assert shown.shown == before.shown
        assert not (await place.log(block))[-1].ok
        place.source.say(MOVED)
        assert (await place.refresh(block)).block.failures == 2
        place.source.say(ORDERS)
        shown = await place.refresh(block)
    assert (shown.block.state, shown.block.notice, shown.block.failures) == (State.LIVE, "", 0)
    assert shown.block.failing_since is None


async def test_a_source_that_is_away_for_a_while_has_nothing_rewritten(place: Place) -> None:
    async with place.working():
        block = await place.made()
        place.source.is_away = True
        shown = await place.refresh(block, times=4)
    assert shown.block.state is State.FAILING
    assert shown.block.failures == 4
    assert shown.block.strain < 1
    assert len(place.writer.tasks) == 1
    assert rows(shown) == ORDERS


async def test_a_block_is_refreshed_when_it_is_due(place: Place) -> None:
    async with place.working():
        block = await place.made(place.draft(refresh=Every(seconds=60)))
        place.source.say([{"status": "open", "orders": 8}])
        await place.admin.execute("update schedules set next_at = now() - interval '1 day'")
        assert await place.schedules.tick() == 1
        shown = await place.settled(block)
    assert rows(shown) == [{"status": "open", "orders": 8}]


async def test_a_paused_block_is_due_no_more_until_it_goes_on(place: Place) -> None:
    async with place.working():
        block = await place.made(place.draft(refresh=Every(seconds=60)))
        await place.blocks.change(place.agency, block, Change(is_paused=True))
        shown = await place.show(block)
        assert (shown.block.state, shown.next_at) == (State.PAUSED, None)
        place.source.say([])
        shown = await place.refresh(block)
        assert (shown.block.state, rows(shown)) == (State.PAUSED, [])
        await place.blocks.change(place.agency, block, Change(is_paused=False))
        shown = await place.show(block)
    assert shown.block.state is State.LIVE
    assert shown.next_at is not None


async def test_too_much_data_is_a_failure_with_a_reason(place: Place) -> None:
    async with place.working():
        block = await place.made()
        place.source.say([{"status": f"s{n}", "orders": n} for n in range(6_000)])
        shown = await place.refresh(block)
    assert shown.block.state is State.FAILING
    assert "6,000 rows" in shown.block.notice
    assert rows(shown) == ORDERS


async def test_a_slow_and_a_hostile_block_delay_no_other(place: Place) -> None:
    hostile = (
        "def fetch_data(ctx):\n    while True:\n        pass\n\n\ndef process_data(data):\n    return data\n"
    )
    async with place.working():
        quick, slow, bad = [await place.made() for _ in range(3)]
        for block, code in ((slow, CODE.replace("ADDRESS", place.source.address)), (bad, hostile)):
            await place.admin.execute("update block_versions set code = $2 where block_id = $1", block, code)
        place.source.say(ORDERS, delay=15.0)
        await place.blocks.refresh(place.agency, slow)
        await place.blocks.refresh(place.agency, bad)
        await asyncio.sleep(0.5)
        place.source.delay = 0.0
        async with asyncio.timeout(8):
            for _ in range(5):
                shown = await place.refresh(quick)
        assert shown.block.state is State.LIVE
        await place.blocks.stop(place.agency, slow)
        await place.blocks.stop(place.agency, bad)
        assert rows(await place.settled(slow)) == ORDERS


async def test_deleting_ends_everything_and_can_be_undone(place: Place) -> None:
    async with place.working():
        block = await place.made(place.draft(refresh=Every(seconds=60)))
        await place.blocks.delete(place.agency, block)
        assert await place.blocks.of_dashboard(place.agency, place.dashboard) == []
        assert await place.admin.fetchval("select count(*) from schedules") == 0
        assert (await place.told())[-1] == "removed"
        place.source.say([])
        await place.blocks.restore(place.agency, block)
        shown = await place.settled(block)
    assert rows(shown) == []
    assert shown.next_at is not None


async def test_stopping_a_refresh_leaves_what_was_shown(place: Place) -> None:
    async with place.working():
        block = await place.made()
        place.source.say([], delay=20)
        asked = len(place.source.asked)
        await place.blocks.refresh(place.agency, block)
        await until(lambda: len(place.source.asked) > asked)
        await place.blocks.stop(place.agency, block)
        shown = await place.settled(block)
    assert (shown.block.state, shown.block.refreshing_since) == (State.LIVE, None)
    assert rows(shown) == ORDERS
