"""Versions of a block: by words and by hand, compared, gone back to; none is shown before it works."""

from typing import Any

import pytest

from sayso.blocks.errors import BusyError, DoesNotWorkError
from sayso.blocks.types import At, CardKind, Change, Every, Reads, State
from sayso.db.keyset import Window
from sayso.devloop.programs.grants import ModuleRead
from sayso.devloop.programs.types import Refusal
from sayso.errors import InputError, NotFoundError
from tests.blocks.place import CARD, CODE, MOVED, ORDERS, RENAMED, Place, rows

OPEN_ONLY = CODE.replace("for row in data", 'for row in data if row["status"] == "open"')


async def kept(place: Place, block: Any) -> list[tuple[int, str, str]]:
    page = await place.blocks.versions(place.agency, block, Window())
    return [(one.number, one.status.value, one.author) for one in page.items[::-1]]


async def test_words_change_a_block_and_the_writer_knows_what_was_there(place: Place) -> None:
    async with place.working():
        block = await place.made(place.draft(refresh=Every(seconds=600)))
        place.writer.drafts = [place.draft(OPEN_ONLY, CARD.model_copy(update={"title": "Open orders"}))]
        said = await place.blocks.say(place.agency, block, place.user, "Only the open ones")
        assert said.state is State.LIVE
        assert said.progress
        shown = await place.settled(block)
    assert (shown.block.title, shown.block.progress, shown.block.notice) == ("Open orders", "", "")
    assert rows(shown) == [{"status": "open", "orders": 3}]
    assert await kept(place, block) == [(1, "deprecated", "offline"), (2, "active", "offline")]
    task = place.writer.tasks[-1]
    assert task.asked == "Only the open ones"
    assert task.facts["words"] == [f"Orders by status from {place.source.address}"]
    assert task.facts["code"] == place.draft().code
    assert task.facts["card"]["title"] == "Orders by status"
    assert (await place.blocks.version(place.agency, block, 2)).wish == "Only the open ones"


async def test_a_change_that_fails_leaves_the_block_and_keeps_what_was_tried(place: Place) -> None:
    async with place.working():
        block = await place.made()
        place.writer.drafts = [place.draft(RENAMED)]
        await place.blocks.say(place.agency, block, place.user, "By state")
        shown = await place.settled(block)
        assert (shown.block.state, shown.block.version) == (State.LIVE, 1)
        assert "the block is as it was" in shown.block.notice
        assert rows(shown) == ORDERS
        assert await kept(place, block) == [(1, "active", "offline"), (2, "failed", "offline")]
        place.writer.drafts = [Refusal("That cannot be done.", ("Say less",))]
        await place.blocks.say(place.agency, block, place.user, "Fly")
        shown = await place.settled(block)
    assert shown.block.suggestions == ("Say less",)


async def test_code_by_hand_is_active_when_it_works(place: Place) -> None:
    async with place.working():
        block = await place.made()
        code = OPEN_ONLY.replace("ADDRESS", place.source.address)
        await place.blocks.write(place.agency, block, place.user, code)
    assert await kept(place, block) == [(1, "deprecated", "offline"), (2, "active", "hand")]
    assert rows(await place.show(block)) == [{"status": "open", "orders": 3}]


async def test_code_by_hand_that_fails_is_kept_as_a_candidate_with_what_it_did(place: Place) -> None:
    async with place.working():
        block = await place.made()
        code = RENAMED.replace("ADDRESS", place.source.address)
        with pytest.raises(DoesNotWorkError) as refused:
            await place.blocks.write(place.agency, block, place.user, code)
        assert refused.value.details["version"] == 2
        assert refused.value.details["outcome"]["error"]["kind"] == "KeyError"
        with pytest.raises(DoesNotWorkError) as unsound:
            await place.blocks.write(place.agency, block, place.user, "def fetch_data(ctx:\n")
    assert unsound.value.details["diagnostics"][0]["path"] == "program.py:1"
    assert await kept(place, block) == [(1, "active", "offline"), (2, "candidate", "hand")]
    assert rows(await place.show(block)) == ORDERS


async def test_going_back_is_tried_first(place: Place) -> None:
    async with place.working():
        block = await place.made()
        place.source.say(MOVED)
        place.writer.drafts = [place.draft(RENAMED)]
        await place.refresh(block, times=3)
        with pytest.raises(DoesNotWorkError, match="Version 1 does not work now"):
            await place.blocks.activate(place.agency, block, 1)
        assert (await place.show(block)).block.version == 2
        place.source.say(ORDERS)
        await place.blocks.activate(place.agency, block, 1)
        shown = await place.show(block)
    assert shown.block.version == 1
    assert rows(shown) == ORDERS
    assert [status for _, status, _ in await kept(place, block)] == ["active", "deprecated"]


async def test_two_versions_are_compared_in_lines_and_sentences(place: Place) -> None:
    card = CARD.model_copy(update={"title": "Open orders", "columns": (), "kind": CardKind.TABLE})
    async with place.working():
        block = await place.made()
        place.writer.drafts = [place.draft(OPEN_ONLY, card)]
        await place.blocks.say(place.agency, block, place.user, "Only the open ones, as a table")
        await place.settled(block)
    found = await place.blocks.compare(place.agency, block, 1, 2)
    assert found.code[:2] == ("--- version 1", "+++ version 2")
    assert any(line.startswith("+") and '== "open"' in line for line in found.code)
    assert found.card == (
        "It is shown as a table instead of a bar chart.",
        "The title is “Open orders” instead of “Orders by status”.",
        "The column “Orders” is gone.",
    )
    with pytest.raises(NotFoundError):
        await place.blocks.compare(place.agency, block, 1, 9)


async def test_what_is_no_code_is_changed_at_once(place: Place) -> None:
    async with place.working():
        block = await place.made()
        when = At(cron="0 8 * * 1-5", time_zone="Europe/Berlin")
        change = Change(
            title="Orders", refresh=when, reach="none", cache_seconds=60, explanation="All of them."
        )
        await place.blocks.change(place.agency, block, change)
        shown = await place.show(block)
        assert shown.version is not None
        assert (shown.block.title, shown.version.card.title) == ("Orders", "Orders")
        assert shown.version.card.explanation == "All of them."
        assert shown.next_at is not None
        shown = await place.refresh(block)
        assert shown.block.state is State.FAILING
        with pytest.raises(InputError):
            await place.blocks.change(place.agency, block, Change(refresh=At(cron="never")))
    assert (await place.show(block)).block.refresh == when
    assert rows(await place.show(block)) == ORDERS


async def test_nothing_is_said_to_a_block_that_is_being_made(place: Place) -> None:
    block = await place.ask()
    with pytest.raises(BusyError):
        await place.blocks.say(place.agency, block, place.user, "Hurry")
    with pytest.raises(BusyError):
        await place.blocks.refresh(place.agency, block)


async def test_who_made_and_changed_a_block_is_in_the_audit_log(place: Place) -> None:
    async with place.working():
        block = await place.made()
        await place.refresh(block)
        await place.blocks.change(place.agency, block, Change(title="Orders"))
        await place.blocks.delete(place.agency, block)
    found = await place.admin.fetch(
        "select action, actor_id from audit_log where resource_id = $1 order by id", str(block)
    )
    assert [row["action"] for row in found] == [
        "block.created",
        "block.changed",
        "block.changed",
        "block.removed",
    ]
    assert found[1]["actor_id"] == place.user


async def test_a_block_may_name_a_secret_only_for_its_host(place: Place) -> None:
    code = CODE.replace(
        'httpx.get("ADDRESS", timeout=20)',
        'httpx.get("ADDRESS", headers={"authorization": "Bearer " + ctx.secret("TOKEN")}, timeout=20)',
    )
    async with place.working():
        reads = Reads(reach="listed", hosts=(place.source.host,), secrets=("TOKEN",))
        block = await place.made(place.draft(code, reads=reads))
        shown = await place.show(block)
    assert shown.block.state is State.LIVE
    kept_code = await place.admin.fetchval("select string_agg(code, '') from program_attempts")
    assert "hush-hush" not in kept_code


async def test_whoever_changes_a_block_takes_it_over_and_going_back_gives_it_back(place: Place) -> None:
    other = await place.admin.fetchval(
        "insert into users (name, email) values ('Bob', 'bob@a.example') returning id"
    )
    async with place.working():
        block = await place.made()
        assert (await place.show(block)).block.user_id == place.user
        place.writer.drafts = [place.draft(OPEN_ONLY)]
        await place.blocks.say(place.agency, block, other, "Only the open ones")
        assert (await place.settled(block)).block.user_id == other
        await place.blocks.activate(place.agency, block, 1)
        assert (await place.show(block)).block.user_id == place.user
        await place.blocks.write(place.agency, block, other, place.draft().code + "\n")
    assert (await place.show(block)).block.user_id == other


async def test_what_is_tried_is_tried_with_the_rights_of_whoever_wrote_it(place: Place) -> None:
    other = await place.admin.fetchval(
        "insert into users (name, email) values ('Bob', 'bob@a.example') returning id"
    )
    async with place.working():
        reads = Reads(modules=(ModuleRead(slug="orders"),), reach="listed", hosts=(place.source.host,))
        block = await place.made(place.draft(reads=reads))
        place.rows.asked.clear()
        await place.blocks.write(place.agency, block, other, place.draft().code + "\n")
        assert place.rows.asked == [other]
        place.rows.asked.clear()
        place.writer.drafts = [place.draft(OPEN_ONLY, reads=reads)]
        await place.blocks.say(place.agency, block, place.user, "Only the open ones")
        await place.settled(block)
    assert set(place.rows.asked) == {place.user}
