"""People find in the product what they are told, each their own, until they have read it or it is old."""

import asyncio
from pathlib import Path
from uuid import uuid4

import pytest

from sayso.db.keyset import Window
from sayso.errors import InputError
from sayso.mail import BadAddressError, MailError
from sayso.notices import repository
from tests.notices.conftest import Place, notices_over
from tests.support.mail import Post


async def test_a_notice_is_found_counted_and_read(place: Place) -> None:
    about = ("bot", uuid4())
    first = await place.tell("Stock is low", text="3 left", level="warning", link="/bots/1", about=about)
    await place.tell("All is well")
    part = await place.notices.page(place.agency, place.ada, Window())
    assert [one.title for one in part.items] == ["All is well", "Stock is low"]
    assert (part.items[1].level, part.items[1].text, part.items[1].about) == ("warning", "3 left", about)
    assert await place.notices.unread(place.agency, place.ada) == 2

    assert await place.notices.read(place.agency, place.ada, [first.id]) == 1
    unread = await place.notices.page(place.agency, place.ada, Window(), only_unread=True)
    assert [one.title for one in unread.items] == ["All is well"]
    assert await place.notices.read(place.agency, place.ada) == 0


async def test_a_long_list_comes_in_parts(place: Place) -> None:
    for number in range(5):
        await place.tell(f"Notice {number}")
    first = await place.notices.page(place.agency, place.ada, Window(limit=2))
    second = await place.notices.page(place.agency, place.ada, Window(limit=3, after=first.last))
    titles = [one.title for one in [*first.items, *second.items]]
    assert titles == [f"Notice {number}" for number in (4, 3, 2, 1, 0)]
    assert second.last is None


async def test_nobody_reads_the_notices_of_others(place: Place) -> None:
    told = await place.tell("For Ada")
    assert (await place.notices.page(place.agency, place.bob, Window())).items == []
    assert await place.notices.read(place.agency, place.bob, [told.id]) == 0
    assert (await place.notices.page(place.other_agency, place.ada, Window())).items == []
    assert await place.notices.unread(place.agency, place.ada) == 1


async def test_whoever_looks_on_hears_of_it_at_once(place: Place) -> None:
    following = place.events.follow(place.agency, place.ada)
    heard = asyncio.create_task(anext(following))
    await asyncio.sleep(0.05)
    told = await place.tell("News")
    async with asyncio.timeout(60):
        event = await heard
    assert (event.kind, event.data["id"], event.data["title"]) == ("notice", str(told.id), "News")
    await place.notices.read(place.agency, place.ada)
    async with asyncio.timeout(60):
        event = await anext(following)
    assert (event.kind, event.data) == ("read", {"unread": 0})


async def test_telling_somebody_who_is_gone_does_not_break_what_the_caller_does(place: Place) -> None:
    async with place.database.unit(place.agency) as session:
        assert await place.notices.tell(session, place.agency, uuid4(), title="Anybody there?") is None
        assert await place.notices.tell(session, place.agency, place.ada, title="Still here") is not None
    assert await place.notices.unread(place.agency, place.ada) == 1


async def test_what_no_database_takes_is_told_all_the_same(place: Place) -> None:
    told = await place.tell("a\0b", text="\ud800" + "x" * 20_000)
    assert told.title == "a\ufffdb"
    assert len(told.text) == 8_000
    assert told.text.endswith("…")


async def test_a_notice_never_leads_out_of_the_product(place: Place) -> None:
    for link in ("https://evil.example", "//evil.example", "javascript:alert(1)"):
        with pytest.raises(InputError):
            await place.tell("Look", link=link)


async def test_old_notices_go_and_new_ones_stay(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    old, read, kept = [await place.tell(title) for title in ("old", "read", "kept")]
    await place.admin.execute(
        "update notices set created_at = now() - interval '91 days' where id = $1", old.id
    )
    await place.admin.execute(
        "update notices set read_at = now() - interval '31 days' where id = $1", read.id
    )
    assert await place.notices.sweep() == 2
    assert [one.id for one in (await place.notices.page(place.agency, place.ada, Window())).items] == [
        kept.id
    ]

    monkeypatch.setattr(repository, "MOST_KEPT", 2)
    for number in range(3):
        await place.tell(f"more {number}")
    assert await place.notices.sweep() == 2
    left = (await place.notices.page(place.agency, place.ada, Window())).items
    assert [one.title for one in left] == ["more 2", "more 1"]


async def test_a_letter_arrives_with_its_subject_on_one_line(place: Place, post: Post) -> None:
    assert await place.notices.address_of(place.agency, place.ada) == "ada@a.example"
    await place.notices.letter("ada@a.example", "Stock\r\nBcc: all@a.example", "3 left")
    assert post.letters[0]["Subject"] == "Stock Bcc: all@a.example"
    assert post.recipients == ["ada@a.example"]
    with pytest.raises(BadAddressError):
        await place.notices.letter("a@b.example, c@d.example", "Hi", "")


async def test_without_a_mail_server_the_error_names_the_settings(place: Place, tmp_path: Path) -> None:
    notices = notices_over(place.database, place.events, tmp_path)
    assert not notices.can_write_letters
    with pytest.raises(MailError) as caught:
        await notices.letter("ada@a.example", "Hi", "")
    assert "SAYSO_SMTP_URL" in caught.value.hint
