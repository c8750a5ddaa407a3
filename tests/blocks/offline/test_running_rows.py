"""Programs about rows run in the sandbox against applications with rows; the test counts by itself."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sayso.blocks.data import misfit
from sayso.blocks.offline.writer import ask, draft_of
from sayso.blocks.types import BlockDetails
from sayso.devloop.programs.facts import BlockFacts
from sayso.devloop.programs.types import Draft
from sayso.runtime.sample.service import fill
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Entry, Network, Program
from sayso.web.programs.rows import MODULES_HOST, ProgramModules
from tests.blocks.offline.modules import spec_of
from tests.support.postgres import fresh_database
from tests.support.running import running_sayso
from tests.support.servers import TestServer

Row = dict[str, Any]
NAMES = ("shop", "billing")


@dataclass
class Office:
    """Applications with rows, as a program and as the test read them."""

    sandbox: OsSandbox
    modules: ProgramModules
    agency: Any
    user: Any
    rows: dict[str, list[Row]]

    async def facts(self) -> BlockFacts:
        """What a writer is told."""
        found = await self.modules.facts(self.agency, self.user)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return BlockFacts(modules=found, time_zone="UTC", currency="EUR", now=now)

    async def shows(self, text: str) -> Any:
        """What a block of these words shows."""
        facts = await self.facts()
        draft = draft_of(ask(text, facts), facts)
        assert isinstance(draft, Draft), draft
        details = draft.details
        assert isinstance(details, BlockDetails)
        service = self.modules.service(self.agency, self.user, details.reads.modules)
        outcome = await self.sandbox.run(
            Program(draft.code, Entry.BLOCK, None, "block.py"), Network(services={MODULES_HOST: service})
        )
        assert outcome.ok, (outcome.error, draft.code)
        assert misfit(details.card, outcome.result) is None
        return outcome.result


@pytest.fixture(scope="module")
async def office(
    postgres: TestServer, sandbox: OsSandbox, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    """A shop and a billing application with sample rows."""
    async with (
        fresh_database(postgres) as database,
        running_sayso(database.dsn, tmp_path_factory.mktemp("office")) as sayso,
    ):
        home = await sayso.home("acme", "owner@acme.example")
        rows: dict[str, list[Row]] = {}
        for name in NAMES:
            spec = spec_of(name)
            module = await sayso.install(spec, home)
            await fill(sayso.services.database, module, spec)
            visitor = await sayso.visitor(module, home.user_id)
            for entity in spec.entities:
                plan = (await sayso.services.registry.runtime(module.slug)).plan.by_entity[entity.name]  # type: ignore[union-attr] - installed above
                answer = await visitor.get(f"/api/{plan.collection}", params={"page_size": 200})
                rows[entity.name] = answer.json()["items"]
        modules = sayso.services.program_modules
        yield Office(sandbox, modules, home.site.agency_id, home.user_id, rows)


def by(
    rows: list[Row], key: Callable[[Row], str], value: Callable[[Row], float] | None = None
) -> dict[str, float]:
    """Rows counted, or a value of them added up, by a key."""
    totals: dict[str, float] = defaultdict(float)
    for row in rows:
        totals[key(row)] += 1 if value is None else value(row)
    return dict(totals)


def pairs(shown: Any) -> dict[str, float]:
    """The rows of a chart, the name with its number."""
    return {str(name): round(number, 2) for name, number in (row.values() for row in shown["rows"])}


def label(text: str) -> str:
    """A state as people see it."""
    return text.replace("_", " ").capitalize()


async def test_counts_and_sums_are_those_of_the_rows(office: Office) -> None:
    orders, invoices = office.rows["order"], office.rows["invoice"]
    today = datetime.now(UTC).date()
    assert len(orders) > 5
    assert await office.shows("how many orders") == {"value": len(orders)}
    assert pairs(await office.shows("orders by status")) == by(orders, lambda row: label(row["status"]))
    unfinished = [row for row in orders if row["status"] in {"new", "paid", "shipped"}]
    assert pairs(await office.shows("open orders by status")) == by(
        unfinished, lambda row: label(row["status"])
    )
    counted = [row for row in orders if row["status"] != "cancelled"]
    sums = by(counted, lambda row: row["customer_title"], lambda row: row["total"] or 0)
    best = sorted(sums.items(), key=lambda one: -one[1])[:3]
    shown = await office.shows("top 3 customers by revenue")
    assert [round(row["sum_total"], 2) for row in shown["rows"]] == [round(one[1], 2) for one in best]
    monthly = by(
        [row for row in counted if row["order_date"]],
        lambda row: row["order_date"][:7],
        lambda row: row["total"] or 0,
    )
    shown = pairs(await office.shows("revenue per month in Shop"))
    assert {month: value for month, value in shown.items() if value} == {
        k: round(v, 2) for k, v in monthly.items() if v
    }
    assert list(shown) == sorted(shown)
    statuses = Counter(row["status"] for row in orders if (row["order_date"] or "")[:4] == str(today.year))
    series = await office.shows("orders per month by status this year")
    assert {name: sum(row[name] for row in series["rows"]) for name in statuses} == dict(statuses)
    totals = [row["total"] for row in orders if row["total"] is not None]
    assert (await office.shows("average order total"))["value"] == pytest.approx(
        sum(totals) / len(totals), abs=0.01
    )
    amounts = [row["amount"] for row in invoices if row["amount"] is not None]
    assert (await office.shows("highest invoice amount"))["value"] == max(amounts)


async def test_lists_and_times_are_those_of_the_rows(office: Office) -> None:
    orders, invoices = office.rows["order"], office.rows["invoice"]
    today = datetime.now(UTC).date()
    since = (today - timedelta(days=29)).isoformat()
    recent = [row for row in orders if since <= (row["order_date"] or "") <= today.isoformat()]
    assert (await office.shows("how many orders in the last 30 days"))["value"] == len(recent)
    monday = (today - timedelta(days=today.weekday())).isoformat()
    sunday = (date.fromisoformat(monday) + timedelta(days=6)).isoformat()
    week = [row for row in orders if monday <= (row["order_date"] or "") <= sunday]
    assert (await office.shows("how many orders this week"))["value"] == len(week)
    month = [row for row in orders if (row["order_date"] or "")[:7] == today.isoformat()[:7]]
    before = (today.replace(day=1) - timedelta(days=1)).isoformat()[:7]
    earlier = [row for row in orders if (row["order_date"] or "")[:7] == before]
    assert await office.shows("orders this month compared with last month") == {
        "value": len(month),
        "previous": len(earlier),
    }
    late = [
        row
        for row in invoices
        if (row["due_date"] or "9") < today.isoformat() and row["status"] in {"draft", "sent"}
    ]
    shown = (await office.shows("overdue invoices"))["rows"]
    assert sorted(row["number"] for row in shown) == sorted(row["number"] for row in late)
    dear = [row for row in invoices if (row["amount"] or 0) > 100]
    assert len((await office.shows("invoices over 100"))["rows"]) == len(dear)
    newest = sorted(orders, key=lambda row: row["created_at"], reverse=True)[:4]
    items = (await office.shows("latest 4 orders"))["items"]
    assert len(items) == len(newest)
    cheapest = sorted(row["price"] for row in office.rows["product"] if row["price"] is not None)[:3]
    assert [row["price"] for row in (await office.shows("3 cheapest products"))["rows"]] == cheapest
