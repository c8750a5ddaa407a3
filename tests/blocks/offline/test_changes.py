"""What is said about a block that is there, and what becomes of it."""
# ruff: noqa: E501, PLR0917 - a table reads best with each case in a line; fixtures come as arguments

import json
from collections.abc import Sequence
from typing import Any

import pytest

from sayso.blocks.offline import OfflineBlockWriter
from sayso.blocks.types import BlockDetails, CardKind
from sayso.devloop.programs.facts import BlockFacts
from sayso.devloop.programs.types import Analysis, Draft, Fault, Refusal, Task, Trial
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Entry, Network, Outcome, Program, Reach
from tests.blocks.offline.modules import WORDS, facts
from tests.blocks.offline.sources import Sources
from tests.blocks.offline.test_sources import ORDERS, wrapped

EVERYTHING = BlockFacts(
    modules=[facts(name) for name in WORDS],
    time_zone="Europe/Berlin",
    currency="EUR",
    now="2026-11-18T20:00:00+00:00",
)


async def write(
    asked: str, known: BlockFacts, *, before: Trial | None = None, trials: Sequence[Trial] = ()
) -> Draft | Refusal:
    """What the writer makes of a task."""
    task = Task(
        kind="block",
        asked=asked,
        entry=Entry.BLOCK,
        details=BlockDetails,
        accept=lambda _, __: None,
        facts=known,
        before=before,
    )
    return await OfflineBlockWriter().write(task, trials, (), lambda _: None)


def details_of(draft: Draft | Refusal) -> BlockDetails:
    """The card of a draft."""
    assert isinstance(draft, Draft), draft
    assert isinstance(draft.details, BlockDetails)
    return draft.details


def known_of(draft: Draft, words: Sequence[str], known: BlockFacts) -> BlockFacts:
    """What a writer is told where this is the version that is there."""
    details = details_of(draft)
    told: dict[str, Any] = {
        **known, "words": list(words), "code": draft.code, "card": details.card.model_dump(mode="json"),
        "reads": details.reads.model_dump(mode="json"), "refresh": details.refresh.model_dump(mode="json"), "on_rows": details.on_rows,
    }  # fmt: skip
    return BlockFacts(**told)  # type: ignore[typeddict-item] - its keys


async def said(*words: str, known: BlockFacts = EVERYTHING) -> Draft | Refusal:
    """A block of the first words, after all that was said of it."""
    draft = await write(words[0], known)
    for place, text in enumerate(words[1:], start=1):
        assert isinstance(draft, Draft), draft
        draft = await write(text, known_of(draft, words[:place], known))
    return draft


@pytest.mark.parametrize(
    ("words", "kind", "title"),
    [
        (("bookings by stylist", "as a pie"), "pie", "Bookings by stylist"),
        (("bookings by stylist", "only this month"), "bar", "Bookings by stylist, this month"),
        (("bookings by stylist", "top 3"), "bar", "Top 3 stylists by number of bookings"),
        (("bookings by stylist", "by service instead"), "bar", "Bookings by service"),
        (("bookings by stylist", "only confirmed ones"), "bar", "Confirmed bookings by stylist"),
        (("bookings by stylist", "call it Busy people"), "bar", "Busy people"),
        (("bookings by stylist", "as a table", "last 30 days"), "table", "Bookings by stylist, last 30 days"),
        (("revenue per month in Salon", "per week", "this year", "as bars"), "bar", "Revenue per week, this year"),
        (("revenue per month in Salon", "by stylist"), "bar", "Revenue by stylist"),
        (("revenue per month in Salon", "average"), "line", "Average revenue per month"),
        (("revenue per month in Salon", "as a number"), "number", "Revenue"),
        (("revenue this month in Salon", "compared with last month"), "number", "Revenue, this month compared with last month"),
        (("latest 10 tickets", "only urgent ones"), "list", "Latest 10 urgent tickets"),
        (("latest 10 tickets", "show 5"), "list", "Latest 5 tickets"),
        (("urgent tickets", "without filters"), "table", "Tickets"),
        (("bookings this week", "all time"), "table", "Bookings"),
        (("orders by status", "show overdue invoices instead"), "table", "Overdue invoices"),
        (("orders by status", "show overdue invoices instead", "over 100"), "table", "Overdue invoices (amount is over 100)"),
    ],
)  # fmt: skip
async def test_a_block_changes_as_it_is_told(words: tuple[str, ...], kind: str, title: str) -> None:
    card = details_of(await said(*words)).card
    assert (card.kind, card.title) == (kind, title)


async def test_a_change_of_the_card_alone_leaves_the_code_as_it_is() -> None:
    first = await write("orders per month", EVERYTHING)
    assert isinstance(first, Draft)
    by_hand = Draft(f"# by hand\n{first.code}", first.details)
    for text in ("as a bar chart", "call it “Orders”", "refresh every hour"):
        changed = await write(text, known_of(by_hand, ["orders per month"], EVERYTHING))
        assert isinstance(changed, Draft)
        assert changed.code == by_hand.code
    assert details_of(changed).refresh.model_dump() == {"kind": "interval", "seconds": 3600}


async def test_code_that_was_changed_by_hand_is_written_anew_and_that_is_said() -> None:
    first = await write("orders per month", EVERYTHING)
    assert isinstance(first, Draft)
    changed = await write(
        "only this year",
        known_of(Draft(f"# by hand\n{first.code}", first.details), ["orders per month"], EVERYTHING),
    )
    assert isinstance(changed, Draft)
    assert "written anew from your words" in changed.explanation


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("as a table too", "one card"),
        ("make it purple", "“purple”"),
        ("by mood", "“mood”"),
        ("only haunted ones", "“haunted”"),
    ],
)
async def test_what_it_cannot_change_it_says(text: str, says: str) -> None:
    refusal = await said("bookings by stylist", text)
    assert isinstance(refusal, Refusal)
    assert says in refusal.message
    assert refusal.suggestions


async def test_a_block_of_an_address_changes_as_it_is_told(sources: Sources, sandbox: OsSandbox) -> None:
    address = sources.put(wrapped(ORDERS))
    known = sources.facts(address)
    draft = await said(
        f"total by status from {address}", "by city", "only open ones", "as a pie", known=known
    )
    card = details_of(draft).card
    assert (card.kind, card.x) == (CardKind.PIE, "city")
    outcome = await run(draft, sandbox)
    totals = {
        city: sum(o["total"] for o in ORDERS if o["status"] == "open" and o["customer"]["city"] == city)
        for city in ("Rom", "Ulm")
    }
    assert {row["city"]: row["sum_total"] for row in outcome.result["rows"]} == totals


async def run(draft: Draft | Refusal, sandbox: OsSandbox) -> Outcome:
    """Run a draft in the sandbox."""
    assert isinstance(draft, Draft), draft
    network = Network(Reach.LISTED, details_of(draft).reads.hosts)
    return await sandbox.run(Program(draft.code, Entry.BLOCK, None, "block.py"), network)


BEFORE = [
    {"name": "Fig", "price": 3.5, "day": "2026-01-02"},
    {"name": "Pear", "price": 2, "day": "2026-01-03"},
]
CHANGED: list[tuple[str, object]] = [
    ("the list stands under a name", {"results": BEFORE}),
    ("further down", {"data": {"page": {"items": BEFORE}}}),
    ("a field has another name", [{"name": o["name"], "unit_price": o["price"], "day": o["day"]} for o in BEFORE]),
    ("a field stands deeper", [{"name": o["name"], "offer": {"price": o["price"]}, "day": o["day"]} for o in BEFORE]),
    ("all of them have other names", {"items": [{"title": o["name"], "cost": o["price"], "date": o["day"]} for o in BEFORE]}),
    ("the records have names", {"a": BEFORE[0], "b": BEFORE[1]}),
]  # fmt: skip


async def broken(
    text: str, address: str, sources: Sources, sandbox: OsSandbox, content: bytes | str, kind: str
) -> tuple[Any, Draft, Outcome]:
    """A block that worked, and what it does after its source changed."""
    draft = await write(text, sources.facts(address))
    first = await run(draft, sandbox)
    assert isinstance(draft, Draft)
    assert first.ok, (first.error, draft.code)
    sources.put(content, kind, at=address)
    return first.result, draft, await run(draft, sandbox)


async def mended(
    text: str, draft: Draft, outcome: Outcome, address: str, sources: Sources
) -> Draft | Refusal:
    """What the writer makes of a block that broke."""
    trial = Trial(draft, outcome, Analysis(Fault.SHAPE, "Its source changed.", ""))
    return await write(text, known_of(draft, [], sources.facts(address)), before=trial)


@pytest.mark.parametrize("content", [one[1] for one in CHANGED], ids=[one[0] for one in CHANGED])
async def test_a_source_of_another_shape_is_followed(
    content: object, sources: Sources, sandbox: OsSandbox
) -> None:
    address = sources.put(json.dumps(BEFORE))
    text = f"table of name, price and day from {address}"
    shown, draft, outcome = await broken(
        text, address, sources, sandbox, json.dumps(content), "application/json"
    )
    assert not outcome.ok
    mend = await mended(text, draft, outcome, address, sources)
    again = await run(mend, sandbox)
    assert again.ok, (again.error, mend)
    assert again.result == shown
    assert details_of(mend).card == details_of(draft).card
    assert isinstance(mend, Draft)
    assert "now" in mend.explanation


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("Verkaufsdatum;Filiale;Umsatz (EUR)\n01.02.2026;Köln;10,50\n", "text/csv"),
        ('Filiale,Umsatz,Datum\nKöln,"10,50",01.02.2026\n', "text/csv"),
    ],
)  # fmt: skip
async def test_other_columns_of_a_sheet_are_followed(
    content: str, kind: str, sources: Sources, sandbox: OsSandbox
) -> None:
    address = sources.put("Datum;Filiale;Umsatz\n01.02.2026;Köln;10,50\n", "text/csv")
    text = f"table of Datum, Filiale and Umsatz from {address}"
    shown, draft, outcome = await broken(text, address, sources, sandbox, content, kind)
    mend = draft if outcome.ok else await mended(text, draft, outcome, address, sources)
    again = await run(mend, sandbox)
    assert again.result == shown


@pytest.mark.parametrize(
    ("content", "kind", "says"),
    [
        ('[{"name": "Fig", "colour": "green"}]', "application/json", "“price”"),
        ("<html><p>Moved</p></html>", "text/html", "without a table"),
        ("[]", "application/json", "empty list"),
        ("name;price\nFig;3\n", "text/csv", "CSV now"),
    ],
)
async def test_what_is_gone_is_not_made_up(
    content: str, kind: str, says: str, sources: Sources, sandbox: OsSandbox
) -> None:
    address = sources.put(json.dumps(BEFORE))
    text = f"average price from {address}"
    _, draft, outcome = await broken(text, address, sources, sandbox, content, kind)
    refusal = await mended(text, draft, outcome, address, sources)
    assert isinstance(refusal, Refusal)
    assert says in refusal.message


async def test_the_same_program_is_not_written_twice() -> None:
    draft = await write("orders by status", EVERYTHING)
    assert isinstance(draft, Draft)
    trial = Trial(draft, None, Analysis(Fault.NETWORK, "The shop does not answer.", ""))
    refusal = await write("orders by status", EVERYTHING, trials=[trial])
    assert isinstance(refusal, Refusal)
    assert refusal.message.startswith("The shop does not answer.")
