"""Addresses that answer all sorts of things: what a block shows of them is what the test works out itself."""
# ruff: noqa: E501, PLR0917 - a table of sources reads best with each in a line; fixtures come as arguments

import json
from typing import Any

import pytest

from sayso.blocks.data import misfit
from sayso.blocks.offline.writer import ask, draft_of
from sayso.blocks.types import BlockDetails
from sayso.devloop.programs.types import Draft, Refusal
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Entry, Network, Program, Reach
from tests.blocks.offline.sources import Sources

ORDERS = [
    {"id": n, "status": ("open", "paid", "void")[n % 3], "total": 10.5 * n, "customer": {"name": f"C{n}", "city": ("Rom", "Ulm")[n % 2]},
     "created_at": f"2026-{n % 4 + 1:02}-0{n % 9 + 1}T10:00:00Z"}
    for n in range(1, 21)
]  # fmt: skip
GERMAN = [
    ("01.02.2026", "Köln", "1.234,50 €"),
    ("15.02.2026", "Bonn", "99,90 €"),
    ("03.03.2026", "Köln", "1.000,00 €"),
]
GERMAN_CSV = "Datum;Filiale;Größe;Umsatz\n" + "".join(
    f"{day};{town};L;{sum_}\n" for day, town, sum_ in GERMAN
)
RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>News</title>
<item><title>Rain &amp; wind</title><link>https://news.example/1</link><pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate><description>&lt;p&gt;Wet.&lt;/p&gt;</description></item>
<item><title>Sun</title><link>https://news.example/2</link><pubDate>Tue, 03 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
<entry><title>First</title><link href="https://a.example/1"/><updated>2026-11-01T10:00:00Z</updated><summary>One</summary></entry>
<entry><title>Second</title><link href="https://a.example/2"/><updated>2026-11-05T10:00:00Z</updated></entry></feed>"""
TABLES = """<html><h2>Cities</h2><table><thead><tr><th>City</th><th>People</th></tr></thead><tbody><tr><td>Köln</td><td>1,085,664</td></tr>
<tr><td>Bonn</td><td>330,579</td></tr></tbody></table><h2>Rivers</h2><table><tr><th>River</th><th>Length</th></tr>
<tr><td>Rhein</td><td>1233 km</td></tr><tr><td>Main</td><td>527 km</td></tr></table></html>"""
HUGE = [{"name": f"item {n}", "price": n, "group": f"g{n % 3}"} for n in range(5000)]
KEYED = {
    "rates": {
        "USD": {"price": 1.5, "volume": 3},
        "GBP": {"price": 0.5, "volume": 9},
        "CHF": {"price": 1.0, "volume": 1},
    }
}


async def shown(text: str, address: str, sources: Sources, sandbox: OsSandbox) -> tuple[Any, BlockDetails]:
    """What a block of these words shows of an address, in the real sandbox."""
    words = text.replace("{it}", address) if "{it}" in text else f"{text} from {address}"
    facts = sources.facts(address)
    draft = draft_of(ask(words, facts), facts)
    assert isinstance(draft, Draft), draft
    details = draft.details
    assert isinstance(details, BlockDetails)
    assert details.reads.hosts == (sources.host,)
    network = Network(Reach(details.reads.reach), details.reads.hosts)
    outcome = await sandbox.run(Program(draft.code, Entry.BLOCK, None, "block.py"), network)
    assert outcome.ok, (outcome.error, draft.code)
    assert misfit(details.card, outcome.result) is None, (outcome.result, details.card)
    return outcome.result, details


def pairs(result: Any) -> dict[Any, Any]:
    """The rows of a chart, the name with its number."""
    return dict(row.values() for row in result["rows"])


def wrapped(records: list[Any]) -> str:
    """Records some way down, as services give them."""
    return json.dumps({"meta": {"page": 1, "pages": 1}, "data": {"items": records}})


CASES: list[tuple[str, str, bytes | str, str, Any]] = [
    ("nested JSON, counted by a choice", "orders by status", wrapped(ORDERS), "application/json", {"paid": 7, "void": 7, "open": 6}),
    ("nested JSON, added up by a field further down", "total by city", wrapped(ORDERS), "application/json",
     {"Ulm": sum(o["total"] for o in ORDERS if o["customer"]["city"] == "Ulm"), "Rom": sum(o["total"] for o in ORDERS if o["customer"]["city"] == "Rom")}),
    ("JSON, one number of the open ones", "total of open orders", wrapped(ORDERS), "application/json", 10.5 * sum(range(3, 21, 3))),
    ("JSON, per month", "orders per month", wrapped(ORDERS), "application/json", {"2026-01": 5, "2026-02": 5, "2026-03": 5, "2026-04": 5}),
    ("JSON, the average", "average total", wrapped(ORDERS), "application/json", 110.25),
    ("a plain list of objects", "how many entries", json.dumps(ORDERS), "application/json", 20),
    ("JSON behind a mark", "how many entries", b"\xef\xbb\xbf" + json.dumps(ORDERS).encode(), "application/json", 20),
    ("an object of records by name", "price by name as bars", json.dumps(KEYED), "application/json", {"USD": 1.5, "CHF": 1.0, "GBP": 0.5}),
    ("lists of lists with names", "price by fruit", json.dumps([["fruit", "price"], ["fig", 3], ["pear", 2]]), "application/json", {"fig": 3, "pear": 2}),
    ("one object, one number", "the price", '{"base": "EUR", "price": 63500.5, "time": "2026-11-22T10:00:00Z"}', "application/json", 63500.5),
    ("numbers as text", "sum of price", '[{"price": "1,234.50"}, {"price": "$ 10.25"}]', "application/json", 1244.75),
    ("German sheet in Western letters", "Umsatz by Filiale", GERMAN_CSV.encode("cp1252"), "text/csv", {"Köln": 2234.5, "Bonn": 99.9}),
    ("German sheet, per month", "total Umsatz per month as a line", GERMAN_CSV.encode(), "text/csv; charset=utf-8", {"2026-02": 1334.4, "2026-03": 1000.0}),
    ("German sheet behind a mark", "total Umsatz", b"\xef\xbb\xbf" + GERMAN_CSV.encode(), "text/csv", 2334.4),
    ("Polish sheet in its own letters", "amount by city", "city;amount\nŁódź;3\nKraków;4\nŁódź;1\n".encode("iso-8859-2"), "text/csv; charset=iso-8859-2", {"Łódź": 4.0, "Kraków": 4.0}),
    ("sheet with letters of no kind", "total Umsatz", GERMAN_CSV.encode(), "text/csv; charset=klingon", 2334.4),
    ("sheet in UTF-16", "total Umsatz", GERMAN_CSV.encode("utf-16"), "text/csv", 2334.4),
    ("sheet with commas and quotes", "amount by name", 'name,amount\n"Miller, Ann",12.5\nBob,3\n', "text/csv", {"Miller, Ann": 12.5, "Bob": 3.0}),
    ("sheet with tabs", "stock by shelf", "shelf\tstock\nA\t4\nB\t6\nA\t1\n", "text/tab-separated-values", {"B": 6.0, "A": 5.0}),
    ("ragged sheet", "sum of price", "name;price\nA;1,5\nB\nC;2,5;too;much\n;\n", "text/csv", 4.0),
    ("sheet under a headline", "sum of price", "Report of today\n\nname;price\nA;1,5\nB;2\n", "text/csv", 3.5),
    ("sheet without names", "how many entries", "2026-01-01;5\n2026-01-02;7\n", "text/csv", 2),
    ("American dates", "sales per month", "date,sales\n03/14/2026,5\n04/02/2026,7\n04/30/2026,1\n", "text/csv", {"2026-03": 5.0, "2026-04": 8.0}),
    ("days as seconds", "value per year", '[{"timestamp": 1735725600, "value": 2}, {"timestamp": 1767261600, "value": 5}]', "application/json", {"2025": 2, "2026": 5}),
    ("the table that words name", "rivers by length {it}", TABLES, "text/html", [{"river": "Rhein", "length": 1233.0}, {"river": "Main", "length": 527.0}]),
    ("the other table of the page", "people by city", TABLES, "text/html; charset=utf-8", {"Köln": 1085664.0, "Bonn": 330579.0}),
    ("huge JSON, of which a sample is cut", "price by group", json.dumps(HUGE), "application/json",
     {f"g{k}": sum(range(k, 5000, 3)) for k in range(3)}),
    ("huge sheet", "how many entries", "name;price\n" + "".join(f"n{n};{n}\n" for n in range(4000)), "text/csv", 4000),
    ("the dearest first", "top 2 by price {it}", json.dumps(HUGE[:50]), "application/json", [{"name": "item 49", "price": 49, "group": "g1"}, {"name": "item 48", "price": 48, "group": "g0"}]),
    ("only some rows", "entries where group is g1 and price over 40 as a table", json.dumps(HUGE[:50]), "application/json",
     [{"name": f"item {n}", "price": n, "group": "g1"} for n in (43, 46, 49)]),
    ("names with blanks and signs", "Preis pro kg by Sorte & Art", json.dumps([{"Sorte & Art": "a.b", "Preis pro kg": "2,50"}]), "application/json", {"a.b": 2.5}),
]  # fmt: skip


@pytest.mark.rotating(8)
@pytest.mark.parametrize(
    ("text", "content", "kind", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
async def test_what_is_shown_is_what_is_there(
    text: str, content: bytes | str, kind: str, expected: Any, sources: Sources, sandbox: OsSandbox
) -> None:
    result, _ = await shown(text, sources.put(content, kind), sources, sandbox)
    if isinstance(expected, dict):
        found = pairs(result)
        assert {name: round(value, 2) for name, value in found.items()} == expected
    elif isinstance(expected, list):
        assert result["rows"] == expected
    else:
        assert result["value"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("feed", "newest", "link"),
    [(RSS, "Sun", "https://news.example/2"), (ATOM, "Second", "https://a.example/2")],
)
async def test_entries_of_a_feed_are_a_list(
    feed: str, newest: str, link: str, sources: Sources, sandbox: OsSandbox
) -> None:
    result, details = await shown("latest 5", sources.put(feed, "application/xml"), sources, sandbox)
    assert details.card.kind == "list"
    assert (result["items"][0]["title"], result["items"][0]["url"]) == (newest, link)
    assert len(result["items"]) == 2
    assert all("<" not in item["text"] for item in result["items"])


async def test_a_sheet_with_names_alone_shows_nothing_yet(sources: Sources, sandbox: OsSandbox) -> None:
    result, _ = await shown("table of {it}", sources.put("name;price\n", "text/csv"), sources, sandbox)
    assert result == {"rows": []}


async def test_a_block_says_what_it_reads_and_when(sources: Sources, sandbox: OsSandbox) -> None:
    address = sources.put(GERMAN_CSV, "text/csv")
    _, details = await shown(
        "pie of Umsatz by Filiale every 10 minutes, call it “Filialen”", address, sources, sandbox
    )
    assert (details.card.kind, details.card.title, details.card.currency) == ("pie", "Filialen", "EUR")
    assert details.refresh.model_dump() == {"kind": "interval", "seconds": 600}
    assert sources.host in details.card.explanation


REFUSED: list[tuple[str, str, bytes | str, str, int, str]] = [
    ("PDF", "table of", b"%PDF-1.7 \x00", "application/pdf", 200, "cannot read PDF"),
    ("picture", "table of", b"\x89PNG\x00", "image/png", 200, "cannot read"),
    ("nothing", "table of", b"", "application/json", 200, "nothing at all"),
    ("empty list", "table of", b"[]", "application/json", 200, "empty list"),
    ("broken JSON", "table of", b'{"a": nope}', "application/json", 200, "JSON"),
    ("page without a table", "table of", "<html><body><p>Hi</p></body></html>", "text/html", 200, "without a table"),
    ("plain text", "table of", "just words here", "text/plain", 200, "no columns"),
    ("login", "orders by status", b"{}", "application/json", 401, "Secrets"),
    ("gone", "orders by status", b"", "text/plain", 404, "404"),
    ("unknown column", "orders by mood", wrapped(ORDERS), "application/json", 200, "“mood”"),
    ("unknown measure", "average mood", json.dumps([{"a": 1, "b": 2, "n": "x"}]), "application/json", 200, "mood"),
    ("no dates", "orders per month", json.dumps([{"a": 1, "n": "x"}]), "application/json", 200, "no date"),
    ("beyond it", "correlation of total and id", wrapped(ORDERS), "application/json", 200, "correlation"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "content", "kind", "status", "says"),
    [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)
def test_what_cannot_be_read_is_said(
    text: str, content: bytes | str, kind: str, status: int, says: str, sources: Sources
) -> None:
    address = sources.put(content, kind, status)
    refusal = ask(f"{text} from {address}", sources.facts(address))
    assert isinstance(refusal, Refusal)
    assert says in refusal.message


@pytest.mark.parametrize(
    ("wish", "status", "says"),
    [
        ("orders by status", 401, "say “with the secret”"),
        ("orders by status with the secret shop-key", 401, "does not take the secret"),
        ("orders by status with the secret other", 200, "There is no secret “other”"),
    ],
)
def test_a_login_is_asked_for_by_the_name_of_a_secret(
    wish: str, status: int, says: str, sources: Sources
) -> None:
    address = sources.put(wrapped(ORDERS), "application/json", status)
    refusal = ask(f"{wish} from {address}", sources.facts(address, secrets=["SHOP-KEY"]))
    assert isinstance(refusal, Refusal)
    assert says in refusal.message


def test_a_program_for_a_login_asks_with_the_secret(sources: Sources) -> None:
    address = sources.put(wrapped(ORDERS), "application/json")
    facts = sources.facts(address, secrets=["SHOP-KEY"])
    draft = draft_of(ask(f"orders by status from {address} with the secret shop-key", facts), facts)
    assert isinstance(draft, Draft)
    assert 'ctx.secret("SHOP-KEY")' in draft.code
    assert isinstance(draft.details, BlockDetails)
    assert draft.details.reads.secrets == ("SHOP-KEY",)
