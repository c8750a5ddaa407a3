"""What models cost an agency: the ledger, usage, budgets that warn and stop, replies that are remembered."""

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from sayso.identity.retention import tidy
from sayso.llm.errors import BudgetError
from sayso.llm.service import LanguageModels
from sayso.llm.types import Ask, Caller, Prompt, Reply, Role
from tests.support.models import Answer, Drop, ModelServer, Request, model_server
from tests.support.models.script import Outcome
from tests.support.office import Caller as Person
from tests.support.office import Office

WORDS = "the patients of doctor Mabuse"
"""What somebody asked for; no ledger may know it."""


class Clock:
    """A calendar that tests turn."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


class Desk:
    """An agency with a model that costs what OpenAI's small one does, and a calendar."""

    def __init__(self, office: Office, boss: Person, server: ModelServer, agency_id: UUID) -> None:
        self.office = office
        self.boss = boss
        self.server = server
        self.agency_id = agency_id
        self.warnings: list[str] = []

    def models_at(self, clock: Clock) -> None:
        """Let this calendar hold for models."""
        services = self.office.sayso.services
        languages = LanguageModels(services.database, services.settings, clock)
        object.__setattr__(services, "languages", languages)

    async def ask(self, content: str = WORDS, session: UUID | None = None) -> Reply:
        """Ask the schema designer's model."""
        caller = Caller(self.agency_id, session, UUID(self.boss.id))
        models = await self.office.sayso.services.languages.of(caller, self.warnings.append)
        return await models.ask(Ask(Role.SCHEMA, Prompt("schema", 3, "Design."), content))

    async def budget(self, **limits: float) -> Any:
        """Set the agency's budget."""
        return await self.boss.call("PUT", "/models/budget", limits)


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    """A model each of whose replies takes a million tokens in and none out."""
    async with model_server(Answer("done", input=1_000_000, output=0)) as server:
        yield server


@pytest.fixture
async def desk(office: Office, server: ModelServer) -> Desk:
    """An agency whose schema model costs 0.20 US dollars a call."""
    boss = await office.person("boss@example.com", "admin")
    body = {"name": "openai", "kind": "openai", "base_url": server.url("openai"), "api_key": "sk-x"}
    await boss.call("POST", "/models/providers", body, expect=201)
    chain = {"models": ["openai:gpt-6-luna"], "retries": 0}
    await boss.call("PUT", "/models/chains/schema", chain)
    agency = (await boss.call("GET", "/agency"))["id"]
    return Desk(office, boss, server, UUID(agency))


async def test_every_call_is_in_the_ledger_and_no_word_of_it(desk: Desk) -> None:
    session = uuid4()
    await desk.ask(session=session)
    await desk.ask("something else")
    calls = (await desk.boss.call("GET", "/models/calls"))["items"]
    assert len(calls) == 2
    first = calls[1]
    assert first["session_id"] == str(session)
    assert first["user_id"] == desk.boss.id
    assert (first["role"], first["model"], first["outcome"]) == ("schema", "openai:gpt-6-luna", "ok")
    assert "schema" in first["prompt"]
    assert (first["input_tokens"], first["output_tokens"]) == (1_000_000, 0)
    assert first["cost"] == pytest.approx(0.2)
    assert 0 < first["latency_seconds"] < 60
    assert WORDS not in str(calls)
    assert "done" not in str(calls)
    only = await desk.boss.call("GET", "/models/calls", session_id=str(session))
    assert [one["id"] for one in only["items"]] == [first["id"]]
    page = await desk.boss.call("GET", "/models/calls", limit=1)
    rest = await desk.boss.call("GET", "/models/calls", limit=1, cursor=page["next_cursor"])
    assert [page["items"][0]["id"], rest["items"][0]["id"]] == [one["id"] for one in calls]


async def test_usage_adds_up_by_day_role_model_and_session(desk: Desk) -> None:
    session = uuid4()
    await desk.ask(session=session)
    await desk.ask("more", session=session)
    await desk.ask("else")
    await desk.ask("else")
    found = await desk.boss.call("GET", "/models/usage")
    total = found["total"]
    assert (total["calls"], total["remembered"], total["unknown_costs"]) == (3, 1, 0)
    assert total["cost"] == pytest.approx(0.6)
    assert total["input_tokens"] == 3_000_000
    assert [one["group"] for one in found["by_day"]] == [f"{datetime.now(UTC):%Y-%m-%d}"]
    assert [(one["group"], one["calls"]) for one in found["by_role"]] == [("schema", 3)]
    assert [(one["group"], one["calls"]) for one in found["by_model"]] == [("openai:gpt-6-luna", 3)]
    assert [(one["group"], one["calls"]) for one in found["by_session"]] == [(str(session), 2)]
    begin = (datetime.now(UTC) - timedelta(days=2)).isoformat()
    end = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    before = await desk.boss.call("GET", "/models/usage", since=begin, until=end)
    assert before["total"]["calls"] == 0
    await desk.boss.call("GET", "/models/usage", since="2020-01-01T00:00:00Z", expect=400)


async def test_a_budget_warns_once_at_80_percent_and_then_stops(desk: Desk) -> None:
    await desk.budget(month_dollars=0.5)
    await desk.ask("1")
    await desk.ask("2")
    assert desk.warnings == [], "0 and 40 percent"
    await desk.ask("3")
    assert len(desk.warnings) == 1, "80 percent"
    assert desk.warnings[0].startswith("0.4 US dollars of this month's budget for language models (0.5 US")
    with pytest.raises(BudgetError) as stop:
        await desk.ask("4")
    words = stop.value.message
    assert "This month's budget for language models (0.5 US dollars) is used up" in words
    assert "starts anew on 1 " in words
    assert "offline designer" in words
    assert len(desk.server.requests) == 3
    shown = await desk.boss.call("GET", "/models/budget")
    assert shown["own"]["month_dollars"] == 0.5
    (line,) = shown["month"]
    assert (line["unit"], line["is_near"], line["is_used_up"]) == ("dollars", True, True)
    assert line["spent"] == pytest.approx(0.6)
    tried = await desk.boss.call("POST", "/models/test", {})
    assert "used up" in tried["problem"]
    await desk.budget(month_dollars=5)
    await desk.ask("5")


async def test_a_build_goes_on_offline_when_the_budget_is_used_up(desk: Desk) -> None:
    await desk.budget(month_dollars=0)
    built = await desk.boss.call("POST", "/builds", {"text": "A list of books with a title"}, expect=201)
    assert built["module"]["slug"]
    assert desk.server.requests == []


async def test_tokens_count_where_the_price_is_not_known(desk: Desk) -> None:
    body = {"name": "own", "kind": "compatible", "base_url": desk.server.url("compatible")}
    await desk.boss.call("POST", "/models/providers", body, expect=201)
    await desk.boss.call("PUT", "/models/chains/schema", {"models": ["own:m"], "retries": 0})
    await desk.budget(month_dollars=0.01, month_tokens=1_500_000)
    await desk.ask("1")
    await desk.ask("2")
    with pytest.raises(BudgetError, match="1,500,000 tokens"):
        await desk.ask("3")
    total = (await desk.boss.call("GET", "/models/usage"))["total"]
    assert (total["calls"], total["cost"], total["unknown_costs"]) == (2, 0, 2)


async def test_a_session_has_a_budget_of_its_own(desk: Desk) -> None:
    first, second = uuid4(), uuid4()
    await desk.budget(session_dollars=0.3)
    await desk.ask("1", first)
    await desk.ask("2", first)
    with pytest.raises(BudgetError, match="A new session starts with a budget of its own"):
        await desk.ask("3", first)
    await desk.ask("4", second)
    await desk.ask("5")


async def test_the_month_begins_anew_at_midnight_utc(desk: Desk) -> None:
    clock = Clock(datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC))
    desk.models_at(clock)
    await desk.budget(month_dollars=0.1)
    async with desk.office.sayso.services.database.system() as session:
        await session.execute(
            text(
                "insert into model_calls (agency_id, role, model, prompt, outcome, input_tokens, "
                "output_tokens, cached_tokens, cost, latency_seconds, started_at) values "
                "(:agency, 'schema', 'm', 'p', 'ok', 1, 1, 0, 0.2, 1, '2026-12-31 23:00:00+00')"
            ),
            {"agency": desk.agency_id},
        )
    with pytest.raises(BudgetError, match="1 January 2027"):
        await desk.ask("1")
    clock.moment = datetime(2027, 1, 1, tzinfo=UTC)
    assert (await desk.ask("1")).text == "done"


async def test_calls_at_the_same_time_do_not_all_slip_through_the_rest_of_a_budget(desk: Desk) -> None:
    """Calls under way hold what they may take, so only one of them gets the rest."""
    done = Answer("done", input=1_000_000, output=0)
    are_refused = threading.Event()

    def held(_: Request) -> Outcome:
        return done if are_refused.wait(60) else Drop()

    async with model_server([done, held]) as server:
        body = {"kind": "openai", "base_url": server.url("openai"), "api_key": "sk-x"}
        await desk.boss.call("PUT", "/models/providers/openai", body)
        await desk.budget(month_dollars=0.3)
        await desk.ask("0")
        asked = [asyncio.create_task(desk.ask(str(n))) for n in range(1, 9)]
        while sum(one.done() for one in asked) < 7:
            await asyncio.wait([one for one in asked if not one.done()], return_when=asyncio.FIRST_COMPLETED)
        stopped = [one.exception() for one in asked if one.done()]
        are_refused.set()
        replies = [
            one for one in await asyncio.gather(*asked, return_exceptions=True) if isinstance(one, Reply)
        ]
        assert (len(replies), len(stopped)) == (1, 7)
        assert all(isinstance(one, BudgetError) and "under way" in one.message for one in stopped)
        assert len(server.requests) == 2
    total = (await desk.boss.call("GET", "/models/usage"))["total"]
    assert Decimal(str(total["cost"])) == Decimal("0.4"), "one call's worth over the edge, no more"


async def test_what_a_cancelled_call_held_is_let_go(desk: Desk, office: Office) -> None:
    async with model_server(Answer("late", delay=30)) as slow:
        body = {"kind": "openai", "base_url": slow.url("openai"), "api_key": "sk-x"}
        await desk.boss.call("PUT", "/models/providers/openai", body)
        await desk.budget(month_dollars=0.05)
        asking = asyncio.create_task(desk.ask("1"))
        async with asyncio.timeout(60):
            while not slow.requests:  # noqa: ASYNC110 - the server runs in a thread of its own
                await asyncio.sleep(0.02)
        with pytest.raises(BudgetError, match="under way"):
            await desk.ask("2")
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
    await office.sayso.services.languages.settle()
    body["base_url"] = desk.server.url("openai")
    await desk.boss.call("PUT", "/models/providers/openai", body)
    await desk.ask("3")
    calls = (await desk.boss.call("GET", "/models/calls"))["items"]
    assert [one["outcome"] for one in calls] == ["ok", "cancelled"]


async def test_the_same_request_is_answered_from_memory_for_seven_days(desk: Desk) -> None:
    clock = Clock(datetime(2026, 6, 1, tzinfo=UTC))
    desk.models_at(clock)
    first = await desk.ask()
    again = await desk.ask()
    assert (again.text, again.is_remembered, again.cost) == (first.text, True, 0)
    assert len(desk.server.requests) == 1
    clock.moment += timedelta(days=7, seconds=1)
    assert not (await desk.ask()).is_remembered
    assert len(desk.server.requests) == 2


async def test_remembered_replies_are_of_one_agency_and_are_swept(desk: Desk, office: Office) -> None:
    await desk.ask()
    slug = await office.agency("Others")
    other = await office.person("other@example.com", "admin", slug)
    body = {"name": "openai", "kind": "openai", "base_url": desk.server.url("openai"), "api_key": "sk-x"}
    await other.call("POST", "/models/providers", body, expect=201)
    await other.call("PUT", "/models/chains/schema", {"models": ["openai:gpt-6-luna"], "retries": 0})
    theirs = Desk(office, other, desk.server, UUID((await other.call("GET", "/agency"))["id"]))
    assert not (await theirs.ask()).is_remembered
    assert (await theirs.ask()).is_remembered
    database = office.sayso.services.database
    async with database.system() as session:
        await session.execute(text("update model_replies set expires_at = now() - interval '1 second'"))
    assert await tidy(database) == 2
    assert not (await desk.ask()).is_remembered


async def test_a_budget_says_what_holds_and_is_held_to_its_form(desk: Desk) -> None:
    for wrong in ({"month_dollars": -1}, {"month_dollars": 1e12}, {"month": 3}, {"month_tokens": 1.5}):
        answer = await desk.boss.ask_for("PUT", "/models/budget", wrong)
        assert answer.status_code == 422, wrong
    shown = await desk.budget(month_dollars=12.34567, session_tokens=9)
    assert shown["own"] == {
        "month_dollars": 12.3457, "month_tokens": None, "session_dollars": None, "session_tokens": 9,
    }  # fmt: skip
    entry = (await desk.boss.call("GET", "/audit", resource="model_budget"))["items"][0]
    assert entry["action"] == "model_budget.created"
    assert entry["changes"]["month_dollars"] == [None, 12.3457]
