"""A bot reaches no further than people named, and is tried by cases that prove something."""

from typing import Any

import pytest

from sayso.bots.details import Case, Expected, ExpectedNotice, ExpectedRow, Given, Reaches
from sayso.bots.generation.case_quality import has_condition, trivial
from sayso.bots.types import Stage
from sayso.devloop.programs.facts import ModuleFacts
from sayso.devloop.programs.grants import ModuleGrant
from sayso.spec.model import Action
from tests.bots.place import CODE, Place

SHOP: ModuleFacts = {
    "slug": "shop",
    "name": "Shop",
    "role": "owner",
    "entities": [{"name": "order", "label": "Order", "fields": []}],
}
ORDERS = ModuleGrant(slug="shop", entities=("order",))
TELLS = Case(name="It tells", expect=Expected(notices=(ExpectedNotice(contains=("30",)),)))
QUIET = Case(name="It is quiet", expect=Expected(no_notices=True))


async def refused(place: Place, code: str = CODE, **reaches: Any) -> str:
    """What a writer is told that asks for this first, and for what it may have then."""
    place.rows.modules = [SHOP]
    wanted = Reaches(
        **{"reach": "listed", "hosts": (place.source.host,), "notifies": ("product",), **reaches}
    )
    place.writer.tasks, place.writer.trials = [], []
    bot = await place.made(place.draft(code, reaches=wanted), place.draft())
    assert bot.stage is Stage.READY
    version = await place.version(bot.id, 1)
    if len(place.writer.trials) == 1:
        assert version.details.reaches == wanted
        return ""
    analysis = place.writer.trials[1][0].analysis
    assert analysis is not None
    return analysis.message


async def test_who_sees_rows_or_secrets_reaches_only_hosts_that_were_named(place: Place) -> None:
    async with place.working():
        hosts = (place.source.host, "evil.example")
        said = await refused(place, hosts=hosts, modules=(ORDERS,))
        assert said == "It sees rows or secrets and wants to reach evil.example, which nobody named."
        assert "evil.example" in await refused(place, hosts=hosts, secrets=("TOKEN",))
        assert "any host" in await refused(place, reach="public", modules=(ORDERS,))


async def test_who_sees_public_things_alone_may_reach_more(place: Place) -> None:
    async with place.working():
        assert await refused(place, hosts=(place.source.host, "other.example")) == ""


async def test_letters_go_only_to_people_who_were_named(place: Place) -> None:
    letter = CODE.replace('orders are open")', 'orders are open", channel="email", to="thief@evil.example")')
    mine = letter.replace("thief@evil.example", "ada@a.example")
    async with place.working():
        said = await refused(place, letter, modules=(ORDERS,), notifies=("email",))
        assert said == "It writes to thief@evil.example, whom nobody named."
        assert await refused(place, mine, modules=(ORDERS,), notifies=("email",)) == ""


async def test_modules_entities_and_secrets_have_to_be_there(place: Place) -> None:
    async with place.working():
        gone = ModuleGrant(slug="store", entities=("order",))
        wrong = ModuleGrant(slug="shop", entities=("orders",))
        assert await refused(place, modules=(gone,)) == "There is no module store."
        assert await refused(place, modules=(wrong,)) == "shop has no entity orders; it has order."
        assert await refused(place, secrets=("OTHER",)) == "There is no secret OTHER."


async def test_a_draft_without_a_case_that_proves_something_is_not_accepted(place: Place) -> None:
    async with place.working():
        bot = await place.made(place.draft(cases=()), place.draft())
    assert bot.stage is Stage.READY
    analysis = place.writer.trials[1][0].analysis
    assert analysis is not None
    assert analysis.message == "It has no case."
    assert len(place.cases.tried) == 1


async def test_cases_have_to_expect_what_the_bot_does_and_when_it_does_not(place: Place) -> None:
    empty = Case(name="It runs")
    quiet = ["Tell me when it falls under 10"]
    tells = Reaches(notifies=("product",))
    writes = Reaches(modules=(ModuleGrant(slug="shop", actions=(Action.READ, Action.CREATE)),))
    row = Case(name="It adds", expect=Expected(rows=(ExpectedRow(module="shop", entity="order"),)))
    result = Case(name="It counts", given=Given(input=1), expect=Expected(result={"told": 0}))

    def wrong(cases: tuple[Case, ...], reaches: Reaches = tells, words: list[str] | None = None) -> list[str]:
        return trivial(place.details(cases=cases, reaches=reaches), words or [])

    assert wrong((TELLS,)) == []
    assert wrong((TELLS, QUIET), words=quiet) == []
    assert wrong((TELLS, result), words=quiet) == []
    assert wrong((TELLS,), words=quiet) == [
        "The words name a condition, and none of its cases expects that nothing happens."
    ]
    assert wrong((empty, QUIET))[0] == "None of its cases expects that it does something."
    assert wrong((result,)) == ["It tells people something, and none of its cases expects that."]
    assert wrong((result,), writes) == ["It changes rows, and none of its cases expects that."]
    assert wrong((row,), writes) == []


@pytest.mark.parametrize(
    ("words", "has"),
    [
        ("Tell me if the shop is down", True),
        ("Tell me when the rate falls below 1.05", True),
        ("Tell me about orders of more than 100 EUR", True),
        ("Sag mir Bescheid, wenn mehr als 10 offen sind", True),
        ("Send me a summary every morning", False),
        ("Call https://example.com when an order becomes paid", False),
    ],
)
def test_words_with_a_condition_are_told_from_those_without(words: str, has: bool) -> None:
    assert has_condition([words]) is has
