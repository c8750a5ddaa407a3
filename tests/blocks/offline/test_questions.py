"""What people ask about rows of applications, and the question that comes of it."""
# ruff: noqa: E501 - a table of wishes reads best with each in a line

import pytest

from sayso.blocks.offline.cards import details_of
from sayso.blocks.offline.question import Question
from sayso.blocks.offline.writer import ask, draft_of
from sayso.blocks.types import BlockDetails
from sayso.devloop.programs.facts import BlockFacts, FieldFacts, ModuleFacts
from sayso.devloop.programs.types import Draft, Refusal
from sayso.phrases.formats import Format
from tests.blocks.offline.brief import brief
from tests.blocks.offline.modules import WORDS, facts

NOW = "2026-11-18T20:00:00+00:00"

ASKED = [
    ("open orders by status", "shop/order count by status where status in new,paid,shipped [bar]"),
    ("revenue per month in Salon", "salon/booking sum:price per month of starts_at where status in requested,confirmed,done [line]"),
    ("how many bookings this week", "salon/booking count <this week of starts_at> [number]"),
    ("top 5 customers by revenue", "shop/order sum:total by customer where status in new,paid,shipped,delivered limit 5 [bar]"),
    ("new clients per week this year as a line", "salon/client count per week of created_at <this year of created_at> [line]"),
    ("latest 10 tickets", "helpdesk/ticket sort -created_at limit 10 [list]"),
    ("average price of services", "salon/service avg:price [number]"),
    ("overdue invoices", "billing/invoice where due_date past where status in draft,sent sort -issue_date [table]"),
    ("pie of pets by species", "vet/pet count by species [pie]"),
    ("orders today compared with yesterday", "shop/order count <today of order_date> vs yesterday [number]"),
    ("busiest stylists", "salon/booking count by stylist limit 10 [bar]"),
    ("bookings by stylist", "salon/booking count by stylist [bar]"),
    ("tickets by priority", "helpdesk/ticket count by priority [bar]"),
    ("urgent tickets", "helpdesk/ticket where priority eq urgent sort -created_at [table]"),
    ("open tickets per agent", "helpdesk/ticket count by agent where status eq open [bar]"),
    ("unpaid invoices over 500", "billing/invoice where amount gt 500 where status in draft,sent sort -issue_date [table]"),
    ("clients in Berlin", "salon/client where city contains Berlin sort -created_at [table]"),
    ("bookings for Anna", "salon/booking where client.name contains Anna sort -starts_at [table]"),
    ("vaccinated pets", "vet/pet where checkbox_vaccinated eq True sort -created_at [table]"),
    ("pets not vaccinated by species", "vet/pet count by species where checkbox_vaccinated eq False [bar]"),
    ("average weight of pets by species", "vet/pet avg:weight by species [bar]"),
    ("expenses by type this year", "billing/expense sum:amount by type <this year of date> [bar]"),
    ("expenses per month as bars", "billing/expense sum:amount per month of date [bar]"),
    ("orders per month by status this year", "shop/order count per month of order_date by status <this year of order_date> [line]"),
    ("total amount of sent invoices", "billing/invoice sum:amount where status eq sent [number]"),
    ("invoices due this week", "billing/invoice <this week of due_date> sort -due_date [table]"),
    ("tickets without agent", "helpdesk/ticket where agent is_null True sort -created_at [table]"),
    ("top 3 companies by invoice amount", "billing/invoice sum:amount by company limit 3 [bar]"),
    ("heaviest pets", "vet/pet sort -weight limit 10 [table]"),
    ("the 3 lightest pets", "vet/pet sort weight limit 3 [table]"),
    ("3 cheapest products", "shop/product sort price limit 3 [table]"),
    ("members by level", "club/member count by level [bar]"),
    ("active members", "club/member where checkbox_active eq True sort -created_at [table]"),
    ("reservations per court this month", "club/reservation count by court <this month of date> [bar]"),
    ("hours per member last month", "club/reservation sum:hours by member <last month of date> [bar]"),
    ("average number of players per reservation", "club/reservation avg:player_count [number]"),
    ("players per month", "club/reservation sum:player_count per month of date [line]"),
    ("cancelled bookings last week", "salon/booking where status eq cancelled <last week of starts_at> sort -starts_at [table]"),
    ("no-shows per month", "salon/booking count per month of starts_at where status eq no_show [line]"),
    ("revenue by service", "salon/booking sum:price by service where status in requested,confirmed,done [bar]"),
    ("revenue by client city", "salon/booking sum:price by client.city where status in requested,confirmed,done [bar]"),
    ("list of upcoming bookings", "salon/booking where starts_at upcoming sort starts_at [list]"),
    ("visits tomorrow", "vet/visit <tomorrow of date> sort date [table]"),
    ("how many tickets are open or in progress", "helpdesk/ticket count where status in in_progress,open [number]"),
    ("tickets created today", "helpdesk/ticket <today of created_at> sort -created_at [table]"),
    ("appointments per day in the last 30 days in Salon", "salon/booking count per day of starts_at <last 30 days of starts_at> [line]"),
    ("reservations in Salon by stylist", "salon/booking count by stylist [bar]"),
    ("number of orders per country of the customer", "shop/order count by customer.country [bar]"),
    ("what is the average order total?", "shop/order avg:total [number]"),
    ("highest invoice amount this quarter", "billing/invoice max:amount <this quarter of issue_date> [number]"),
    ("lowest price of products", "shop/product min:price [number]"),
    ("products with stock quantity under 10", "shop/product where stock_quantity lt 10 sort -created_at [table]"),
    ("products by kind as a pie", "shop/product count by kind [pie]"),
    ("total fees per month in Vet", "vet/visit sum:fee per month of date [line]"),
    ("visits by pet this year", "vet/visit count by pet <this year of date> [bar]"),
    ("most popular services", "salon/booking count by service limit 10 [bar]"),
    ("which customers have the most orders?", "shop/order count by customer limit 10 [bar]"),
    ("best customers", "shop/order sum:total by customer where status in new,paid,shipped,delivered limit 10 [bar]"),
    ("the 5 newest members", "club/member sort -created_at limit 5 [list]"),
    ("oldest pets", "vet/pet sort created_at limit 10 [table]"),
    ("members who joined in 2025", "club/member <from 2025-01-01 to 2025-12-31 of joined_date> sort -joined_date [table]"),
    ("invoices from 2026-01-01 to 2026-03-31", "billing/invoice <from 2026-01-01 to 2026-03-31 of issue_date> sort -issue_date [table]"),
    ("invoices since March by company", "billing/invoice count by company <from 2026-03-01 on of issue_date> [bar]"),
    ("sent or draft invoices", "billing/invoice where status in sent,draft sort -issue_date [table]"),
    ("invoices that are not paid", "billing/invoice where status in draft,sent,void sort -issue_date [table]"),
    ("resolved tickets per week as an area chart", "helpdesk/ticket count per week of created_at where status eq resolved [area]"),
    ("tickets over time", "helpdesk/ticket count per month of created_at [line]"),
    ("trend of bookings", "salon/booking count per month of starts_at [line]"),
    ("orders this month vs last month", "shop/order count <this month of order_date> vs last month [number]"),
    ("revenue this month compared with last month in Shop", "shop/order sum:total where status in new,paid,shipped,delivered <this month of order_date> vs last month [number]"),
    ("invoices by city of the company", "billing/invoice count by company.city [bar]"),
    ("bokings by stylist", "salon/booking count by stylist [bar]"),
    ("customers from Germany", "shop/customer where country contains Germany sort -created_at [table]"),
    ("orders of customers in Germany", "shop/order where customer.country contains Germany sort -order_date [table]"),
    ("tickets with high priority sorted by due date", "helpdesk/ticket where priority eq high sort due_date [table]"),
    ("show me all expenses for software", "billing/expense where type eq software sort -date [table]"),
    ("software expenses last year", "billing/expense where type eq software <last year of date> sort -date [table]"),
    ("sum of hours on clay courts", "club/reservation sum:hours where court.surface eq clay [number]"),
    ("reservations by surface of the court", "club/reservation count by court.surface [bar]"),
    ("small pets", "vet/pet where size eq small sort -created_at [table]"),
    ("large pets by owner", "vet/pet count by owner where size eq large [bar]"),
    ("number of clients", "salon/client count [number]"),
    ("count of visits yesterday", "vet/visit count <yesterday of date> [number]"),
    ("text of overdue tickets", "helpdesk/ticket where due_date past where status in open,in_progress sort -created_at [text]"),
    ("bookings in the next 7 days", "salon/booking <next 7 days of starts_at> sort starts_at [table]"),
    ("weekly bookings", "salon/booking count per week of starts_at [line]"),
    ("daily revenue in Billing this month", "billing/invoice sum:amount per day of issue_date where status in draft,sent,paid <this month of issue_date> [line]"),
    ("average fee of visits per month", "vet/visit avg:fee per month of date [line]"),
    ("clients without email", "salon/client where email is_null True sort -created_at [table]"),
    ("tickets due tomorrow refreshed every 5 minutes", "helpdesk/ticket <tomorrow of due_date> sort due_date [table]"),
    ("members by level, each morning at 8", "club/member count by level [bar]"),
    ("orders per quarter as a table", "shop/order count per quarter of order_date [table]"),
    ("confirmed bookings by service this month, call it “Confirmed”", "salon/booking count by service where status eq confirmed <this month of starts_at> [bar]"),
]  # fmt: skip


def everything(*names: str) -> BlockFacts:
    """Applications of these names, or all."""
    return BlockFacts(
        modules=[facts(name) for name in names or WORDS], time_zone="Europe/Berlin", currency="EUR", now=NOW
    )


def asked(text: str, *names: str) -> Question:
    """The question that the words come down to."""
    question = ask(text, everything(*names))
    assert isinstance(question, Question), question
    return question


def refused(text: str, *names: str) -> Refusal:
    """Why there is none."""
    refusal = ask(text, everything(*names))
    assert isinstance(refusal, Refusal), refusal
    return refusal


def drafted(text: str, *names: str) -> tuple[str, BlockDetails]:
    """The program that is written for words, and its card."""
    draft = draft_of(asked(text, *names), everything(*names))
    assert isinstance(draft, Draft)
    assert isinstance(draft.details, BlockDetails)
    return draft.code, draft.details


@pytest.mark.parametrize(("text", "expected"), ASKED, ids=[text for text, _ in ASKED])
def test_words_become_a_question(text: str, expected: str) -> None:
    assert brief(asked(text)) == expected


@pytest.mark.parametrize("text", [text for text, _ in ASKED])
def test_what_is_written_compiles_and_reads_only_that_module(text: str) -> None:
    code, details = drafted(text)
    compile(code, "block.py", "exec")
    assert max(map(len, code.splitlines())) <= 110
    assert details.reads.hosts == ()
    assert [read.slug for read in details.reads.modules] == [brief(asked(text)).partition("/")[0]]
    assert details.card.title
    assert details.card.explanation.endswith(".")
    assert details.on_rows


def test_most_kinds_of_wishes_are_tried() -> None:
    assert len(ASKED) >= 80
    assert {one.partition("/")[0] for _, one in ASKED} == set(WORDS)


@pytest.mark.parametrize(
    ("text", "names", "says", "suggests"),
    [
        ("revenue per month", (), "More than one application fits", "revenue per month in Shop"),
        ("orders by weather", (), "cannot be grouped by “weather”", "Orders by status"),
        ("bookings per weekday", (), "cannot be grouped by “weekday”", "Bookings by status"),
        ("purple tickets", (), "I do not know what “purple” means for tickets", "Tickets by status"),
        ("profit per month", (), "cannot work out “profit”", ""),
        ("median price of products", (), "cannot work out “median”", ""),
        ("something entirely different", (), "I did not find what", ""),
        (
            "bookings by stylist and client and service",
            ("salon",),
            "one thing at a time",
            "Bookings by stylist",
        ),
        ("open orders by status", ("vet",), "I did not find what", ""),
        ("heaviest owners", ("vet",), "I do not know what “heaviest” means", ""),
        ("owners without a pet", ("vet",), "cannot look for owners that have no pet", "Owners without name"),
        ("pets with no visits", ("vet",), "cannot look for pets that have no visit", ""),
    ],
)
def test_what_cannot_be_done_is_said_with_what_can(
    text: str, names: tuple[str, ...], says: str, suggests: str
) -> None:
    refusal = refused(text, *names)
    assert says in refusal.message
    assert not suggests or suggests in refusal.suggestions


def test_applications_of_the_same_name_are_told_apart_by_their_address() -> None:
    one, other = facts("vet"), {**facts("vet"), "slug": "vet-2"}
    both = BlockFacts(modules=[one, other], time_zone="Europe/Berlin", currency="EUR", now=NOW)

    refusal = ask("visits by pet", both)

    assert isinstance(refusal, Refusal)
    assert refusal.suggestions == ("visits by pet in vet", "visits by pet in vet-2")
    for suggestion in refusal.suggestions:
        chosen = ask(suggestion, both)
        assert isinstance(chosen, Question)
        assert suggestion.endswith(f" {chosen.source.slug}")


def test_every_suggestion_is_understood() -> None:
    for text in (
        "orders by weather",
        "purple tickets",
        "revenue per month",
        "something entirely different",
        "profit per year",
    ):
        for suggestion in refused(text).suggestions:
            assert isinstance(ask(suggestion, everything()), Question), suggestion


def test_without_applications_it_says_what_else_it_reads() -> None:
    refusal = ask("open orders", BlockFacts(modules=[], now=NOW))
    assert isinstance(refusal, Refusal)
    assert "JSON, CSV, RSS or a page with a table" in refusal.message


@pytest.mark.parametrize(
    ("text", "timing"),
    [
        ("members by level every 5 minutes", {"kind": "interval", "seconds": 300}),
        ("members by level hourly", {"kind": "interval", "seconds": 3600}),
        ("members by level, refresh every 30 seconds", {"kind": "interval", "seconds": 30}),
        (
            "members by level each morning at 8",
            {"kind": "cron", "cron": "0 8 * * *", "time_zone": "Europe/Berlin"},
        ),
        (
            "members by level on weekdays",
            {"kind": "cron", "cron": "0 8 * * 1-5", "time_zone": "Europe/Berlin"},
        ),
        (
            "members by level every monday at 9:30",
            {"kind": "cron", "cron": "30 9 * * 1", "time_zone": "Europe/Berlin"},
        ),
        (
            "members by level every day at 5pm",
            {"kind": "cron", "cron": "0 17 * * *", "time_zone": "Europe/Berlin"},
        ),
        ("members by level, never refresh", {"kind": "off"}),
        ("members by level", {"kind": "interval", "seconds": 900}),
    ],
)
def test_how_often_is_read_from_words(text: str, timing: dict[str, object]) -> None:
    assert drafted(text)[1].refresh.model_dump() == timing


def test_a_title_that_is_given_is_taken() -> None:
    assert drafted("orders by status, call it “Where orders stand”")[1].card.title == "Where orders stand"


def test_the_database_counts() -> None:
    code, _ = drafted("open orders by status")
    assert ".groups(" in code
    assert ".list(" not in code


def test_money_is_shown_in_the_currency_of_the_application() -> None:
    _, details = drafted("revenue per month in Salon")
    assert (details.card.currency, details.card.columns[0].format) == ("EUR", "money")
    assert "left out" in details.card.explanation


def test_the_same_words_give_the_same_program() -> None:
    assert drafted("top 5 customers by revenue") == drafted("top 5 customers by revenue")


def _of_shop() -> BlockFacts:
    return BlockFacts(modules=[facts("shop")], now=NOW, time_zone="UTC")


def test_a_list_leaves_the_reading_of_values_to_the_card() -> None:
    """“Received · €96.00”: status and money come as they are, with how they read."""
    question = ask("latest 5 orders", _of_shop())
    assert isinstance(question, Question)
    draft = draft_of(question, _of_shop())
    assert isinstance(draft, Draft)
    columns = {one.key: one.format for one in details_of(question).card.columns}
    assert columns["total"] is Format.MONEY
    assert 'row["total"]' in draft.code
    assert "str(row" in draft.code.partition('"title": ')[2][:10]


def test_a_row_without_a_name_is_told_by_its_longer_text() -> None:
    """Several repairs of one customer do not all read alike."""
    found = _of_shop()
    order = next(one for one in found["modules"][0]["entities"] if one["name"] == "order")
    kept = [one for one in order["fields"] if one["name"] != "order_number"]
    notes = FieldFacts(name="notes", label="Notes", type="long_text")
    noted = {**order, "fields": [*kept, notes]}
    others = [one for one in found["modules"][0]["entities"] if one["name"] != "order"]
    found["modules"] = [ModuleFacts(**{**found["modules"][0], "entities": [*others, noted]})]
    draft = draft_of(ask("latest 5 orders", found), found)
    assert isinstance(draft, Draft)
    assert '" – ".join(str(row[key]) for key in ("customer_title", "notes") if row[key])' in draft.code


@pytest.mark.parametrize(
    ("period", "kind"), [("month", "bar"), ("quarter", "line"), ("week", "list"), ("year", "table")]
)
def test_periods_read_as_dates(period: str, kind: str) -> None:
    """Charts, tables and lists say “Oct 2026” where the data says 2026-10."""
    question = ask(f"orders per {period} as a {kind}", _of_shop())
    assert isinstance(question, Question)
    card = details_of(question).card
    assert (card.columns[0].format if kind == "table" else card.x_format) is Format.DATE
