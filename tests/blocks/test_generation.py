"""From words to a block: what was asked for is shown, or the person is told plainly why not."""

import asyncio

from sayso.blocks.types import Every, Reads, State, VersionStatus
from sayso.db.keyset import Window
from sayso.devloop.programs.types import Refusal
from tests.blocks.place import CODE, Place, rows
from tests.jobs.place import until


async def test_words_become_a_block_that_shows_its_data(place: Place) -> None:
    async with place.working():
        block = await place.made(place.draft(refresh=Every(seconds=600)))
    shown = await place.show(block)
    assert (shown.block.state, shown.block.title, shown.block.progress) == (
        State.LIVE,
        "Orders by status",
        "",
    )
    assert rows(shown) == [{"status": "open", "orders": 3}, {"status": "done", "orders": 9}]
    assert shown.version is not None
    assert (shown.version.number, shown.version.author) == (1, "offline")
    assert shown.version.status is VersionStatus.ACTIVE
    assert shown.next_at is not None
    assert shown.shown is not None
    assert (shown.shown.expires_at - shown.shown.at).total_seconds() == 1200
    assert [(line.kind, line.ok) for line in await place.log(block)] == [("make", True)]
    told = await place.told()
    assert told[0] == "block"
    assert told[-1] == "block"
    assert "progress" in told


async def test_the_writer_knows_what_the_address_answers(place: Place) -> None:
    async with place.working():
        await place.made()
    facts = place.writer.tasks[0].facts
    assert facts["address"] == place.source.address
    assert (facts["status"], facts["content_type"]) == (200, "application/json")
    assert '"orders":3' in facts["sample"]
    assert facts["secrets"] == ["TOKEN"]


async def test_the_first_look_takes_the_secret_that_words_name(place: Place) -> None:
    """What wants a login is seen where a person says with what; the writer never sees the key itself."""
    place.source.key = "Bearer hush-hush"
    async with place.working():
        await place.made(text=f"orders from {place.source.address}")
        await place.made(text=f"orders from {place.source.address} with the secret token")
    locked, seen = place.writer.tasks[0].facts, place.writer.tasks[-1].facts
    assert locked["status"] == 401
    assert seen["status"] == 200
    assert '"orders":3' in seen["sample"]
    assert "hush" not in str(seen)


async def test_the_first_look_reads_letters_as_the_address_says(place: Place) -> None:
    place.source.body = "Łódź;3".encode("iso-8859-2")
    place.source.content_type = "text/csv; charset=iso-8859-2"
    async with place.working():
        await place.made()
    assert place.writer.tasks[0].facts["sample"] == "Łódź;3"


async def test_the_writer_knows_that_an_address_does_not_answer(place: Place) -> None:
    place.source.is_away = True
    async with place.working():
        block = await place.made(Refusal("The address does not answer.", ("Check the address",)))
    assert place.writer.tasks[0].facts["failure"]
    shown = await place.show(block)
    assert shown.block.state is State.FAILED
    assert shown.block.notice == "The address does not answer."
    assert shown.block.suggestions == ("Check the address",)
    assert shown.version is None


async def test_what_does_not_work_is_written_again_and_only_what_works_is_kept(place: Place) -> None:
    wrong = place.draft(CODE.replace('row["orders"]', 'row["count"]'))
    misfitting = place.draft(CODE.replace('{"rows": [', '{"lines": ['))
    async with place.working():
        block = await place.made(wrong, misfitting, place.draft())
    versions = await place.blocks.versions(place.agency, block, Window())
    assert [one.number for one in versions.items] == [1]
    assert versions.items[0].code == place.draft().code
    kept = await place.admin.fetch(
        "select fault from program_attempts where owner_id = $1 order by id", block
    )
    assert [row["fault"] for row in kept] == ["shape", "result", None]


async def test_a_block_that_could_not_be_made_is_made_from_other_words(place: Place) -> None:
    async with place.working():
        block = await place.made(Refusal("That is too vague."), text="Something nice")
        place.writer.drafts = [place.draft()]
        await place.blocks.say(place.agency, block, place.user, f"Orders from {place.source.address}")
        shown = await place.settled(block, State.LIVE)
    assert shown.block.asked.startswith("Orders from")
    assert len(rows(shown)) == 2


async def test_stopping_ends_the_making(place: Place) -> None:
    place.writer.waits = asyncio.Event()
    async with place.working():
        block = await place.ask()
        await until(lambda: bool(place.writer.tasks))
        assert (await place.show(block)).block.progress
        stopped = await place.blocks.stop(place.agency, block)
        assert stopped.state is State.FAILED
        place.writer.waits.set()
        shown = await place.settled(block)
    assert (shown.block.state, shown.block.progress) == (State.FAILED, "")
    assert "stopped" in shown.block.notice


async def test_code_that_sees_secrets_reaches_only_hosts_that_a_person_named(place: Place) -> None:
    reads = Reads(reach="listed", hosts=(place.source.host, "evil.example"), secrets=("TOKEN",))
    async with place.working():
        block = await place.made(place.draft(reads=reads))
    shown = await place.show(block)
    assert shown.version is not None
    assert shown.version.reads.hosts == (place.source.host,)


async def test_requests_that_a_block_sent_are_written_down(place: Place) -> None:
    async with place.working():
        block = await place.made()
        await place.refresh(block)
    kept = await place.admin.fetch("select host, path from sandbox_requests where owner_id = $1", block)
    assert kept
    assert {row["path"] for row in kept} == {"/orders.json"}
