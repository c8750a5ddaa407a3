"""A block that breaks is mended by itself, never at the price of what it shows, or rests."""

from typing import Any

import pytest

from sayso.blocks.types import Change, Every, LogKind, Reads, State, VersionStatus
from sayso.db.keyset import Window
from sayso.devloop.programs.types import Refusal
from tests.blocks.place import CODE, MOVED, ORDERS, RENAMED, Place, rows

pytestmark = pytest.mark.rotating(3)

EMPTY = CODE.replace('{"rows": [', '{"rows": [][:0] and [')
OTHER_NAMES = RENAMED.replace('"orders": row["orders"]', '"count": row["orders"]')


async def statuses(place: Place, block: Any) -> list[str]:
    page = await place.blocks.versions(place.agency, block, Window())
    return [one.status.value for one in page.items[::-1]]


async def heals(place: Place, block: Any) -> list[tuple[bool, str]]:
    return [(line.ok, line.message) for line in await place.log(block) if line.kind is LogKind.HEAL]


async def test_a_source_that_changes_its_shape_is_followed_by_a_new_version(place: Place) -> None:
    async with place.working():
        block = await place.made(place.draft(refresh=Every(seconds=60)))
        place.source.say(MOVED)
        place.writer.drafts = [place.draft(RENAMED)]
        shown = await place.refresh(block, times=2)
        assert shown.block.state is State.FAILING
        assert await statuses(place, block) == ["active"]
        shown = await place.refresh(block)
    assert shown.block.state is State.LIVE
    assert (shown.block.failures, shown.block.healed, shown.block.notice) == (0, 0, "")
    assert rows(shown) == [{"status": "open", "orders": 4}, {"status": "done", "orders": 9}]
    assert await statuses(place, block) == ["deprecated", "active"]
    assert [ok for ok, _ in await heals(place, block)] == [True]
    assert shown.next_at is not None


async def test_whoever_mends_knows_the_words_the_code_the_error_and_the_data(place: Place) -> None:
    async with place.working():
        block = await place.made()
        place.source.say(MOVED)
        place.writer.drafts = [place.draft(RENAMED)]
        await place.refresh(block, times=3)
    task = place.writer.tasks[-1]
    assert task.asked == f"Orders by status from {place.source.address}"
    assert task.before is not None
    assert task.before.draft.code == place.draft().code
    assert task.before.analysis is not None
    assert "status" in task.before.analysis.message + task.before.analysis.advice
    assert '"state":"open"' in task.facts["sample"]
    assert 'row["status"]' in task.facts["code"]


async def test_old_data_is_seen_while_it_is_mended_and_a_bad_version_never_replaces_anything(
    place: Place,
) -> None:
    async with place.working():
        block = await place.made()
        before = await place.show(block)
        place.source.say(MOVED)
        place.writer.drafts = [place.draft(EMPTY), place.draft(OTHER_NAMES)]
        shown = await place.refresh(block, times=3)
    assert shown.block.state is State.FAILING
    assert shown.shown == before.shown
    assert shown.block.version == 1
    assert (await statuses(place, block))[0] == "active"
    assert VersionStatus.ACTIVE.value not in (await statuses(place, block))[1:]
    assert [ok for ok, _ in await heals(place, block)] == [False]


async def test_it_rests_after_its_rounds_with_a_notice_and_wakes_when_told(place: Place) -> None:
    async with place.working():
        block = await place.made(place.draft(refresh=Every(seconds=60)))
        place.source.say(MOVED)
        place.writer.drafts = [Refusal("I do not know how.")]
        shown = await place.refresh(block, times=3)
        assert (shown.block.state, shown.block.healed) == (State.FAILING, 1)
        shown = await place.refresh(block, times=3)
        assert (shown.block.state, shown.block.healed) == (State.RESTING, 2)
        assert "failed since" in shown.block.notice
        assert "what you see is from before" in shown.block.notice
        assert shown.next_at is None
        assert rows(shown) == ORDERS
        assert [ok for ok, _ in await heals(place, block)] == [False, False]
        place.source.say(ORDERS)
        await place.blocks.wake(place.agency, block)
        shown = await place.settled(block, State.LIVE)
    assert (shown.block.failures, shown.block.healed) == (0, 0)
    assert shown.next_at is not None


async def test_a_source_that_works_again_before_it_is_mended_has_nothing_rewritten(place: Place) -> None:
    async with place.working():
        block = await place.made()
        place.source.say(MOVED)
        await place.refresh(block, times=2)
        await place.admin.execute("update blocks set state = 'healing' where id = $1", block)
        place.source.say(ORDERS)
        async with place.database.unit(place.agency) as session:
            await place.jobs.enqueue(session, "block-heal", place.agency, {}, key=str(block))
        shown = await place.settled(block, State.LIVE)
    assert await statuses(place, block) == ["active"]
    assert len(place.writer.tasks) == 1
    assert await heals(place, block) == [(True, "The source works again; nothing had to be changed.")]
    assert rows(shown) == ORDERS


async def test_mending_reaches_no_further_than_the_block_did(place: Place) -> None:
    async with place.working():
        block = await place.made()
        place.source.say(MOVED)
        wide = Reads(reach="public", hosts=("evil.example",), secrets=("TOKEN",))
        place.writer.drafts = [place.draft(RENAMED, reads=wide)]
        shown = await place.refresh(block, times=3)
    assert shown.version is not None
    assert shown.version.number == 2
    assert shown.version.reads == Reads(reach="listed", hosts=(place.source.host,))


async def test_a_block_that_is_not_to_be_mended_goes_on_failing(place: Place) -> None:
    async with place.working():
        block = await place.made()
        await place.blocks.change(place.agency, block, Change(heals=False))
        place.source.say(MOVED)
        shown = await place.refresh(block, times=4)
    assert shown.block.state is State.FAILING
    assert len(place.writer.tasks) == 1


async def test_after_how_many_failures_it_is_mended_is_for_people_to_say(place: Place) -> None:
    async with place.working():
        block = await place.made()
        await place.blocks.change(place.agency, block, Change(heal_after=1))
        place.source.say(MOVED)
        place.writer.drafts = [place.draft(RENAMED)]
        shown = await place.refresh(block)
    assert (shown.block.state, shown.block.version) == (State.LIVE, 2)
