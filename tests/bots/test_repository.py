"""Bots, versions and lines of the conversation come back as they were kept."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

import sayso.identity.tables  # noqa: F401 - tables of bots refer to people
from sayso.bots import repository
from sayso.bots.details import BotDetails, ByCron, ByInterval, Question, Reaches, Requirements
from sayso.bots.types import BotStatus, CaseResult, Policy, Report, Stage, VersionStatus
from sayso.db.database import Database
from sayso.db.keyset import Window
from tests.support.postgres import TestDatabase

DETAILS = BotDetails(
    name="Watch the rate",
    reaches=Reaches(reach="listed", hosts=("rates.example",)),
    triggers=(ByInterval(seconds=60), ByCron(cron="0 8 * * *")),
)
WHEN = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
async def opened(database: TestDatabase) -> AsyncIterator[Database]:
    """A database as the platform opens it."""
    found = await Database.open(database.dsn)
    yield found
    await found.close()


@pytest.fixture
async def admin(database: TestDatabase) -> Any:
    """A connection that sees everything."""
    return await database.admin()


async def _agency(admin: Any, slug: str) -> UUID:
    agency: UUID = await admin.fetchval(
        "insert into agencies (name, slug) values ($1, $1) returning id", slug
    )
    return agency


async def test_a_bot_comes_back_as_it_was_kept(opened: Database, admin: Any) -> None:
    agency = await _agency(admin, "a")
    values = {
        "name": "Rate",
        "asked": "Watch the rate",
        "stage": Stage.READING,
        "policy": Policy(timeout=5.0, heals_alone=True),
        "requirements": Requirements(purpose="Watches"),
        "suggestions": ("Say which rate",),
    }
    async with opened.unit(agency) as session:
        bot = await repository.add_bot(session, agency, values)
        known = await repository.bot_of(session, agency, bot.id, locks=True)
        changed = await repository.set_bot(session, bot, status=BotStatus.ACTIVE, stage=Stage.IDLE)
    assert known == bot
    assert bot.policy == Policy(timeout=5.0, heals_alone=True)
    assert bot.requirements.purpose == "Watches"
    assert bot.suggestions == ("Say which rate",)
    assert (bot.status, bot.stage) == (BotStatus.DRAFT, Stage.READING)
    assert (changed.status, changed.stage) == (BotStatus.ACTIVE, Stage.IDLE)


async def test_nobody_finds_a_bot_of_another_agency(opened: Database, admin: Any) -> None:
    agency, other = await _agency(admin, "a"), await _agency(admin, "b")
    async with opened.unit(agency) as session:
        bot = await repository.add_bot(session, agency, {"name": "Rate"})
    async with opened.unit(other) as session:
        assert await repository.bot_of(session, other, bot.id) is None
        assert await repository.bot_of(session, agency, bot.id) is None
    async with opened.unit(agency) as session:
        assert await repository.bot_of(session, agency, uuid4()) is None


async def test_a_removed_bot_is_found_only_where_removed_ones_are_asked_for(
    opened: Database, admin: Any
) -> None:
    agency = await _agency(admin, "a")
    async with opened.unit(agency) as session:
        bot = await repository.add_bot(session, agency, {"name": "Rate"})
        await repository.set_bot(session, bot, deleted_at=WHEN)
        assert await repository.bot_of(session, agency, bot.id) is None
        assert await repository.bot_of(session, agency, bot.id, is_deleted=True) is not None
        assert (await repository.page_of(session, agency, Window())).items == []


@pytest.mark.parametrize(
    ("q", "names"), [("", ["Sums 100%", "Rate"]), ("rAT", ["Rate"]), ("0%", ["Sums 100%"]), ("_", [])]
)
async def test_the_list_holds_what_was_searched_for(
    opened: Database, admin: Any, q: str, names: list[str]
) -> None:
    agency = await _agency(admin, "a")
    for name in ("Rate", "Sums 100%"):
        async with opened.unit(agency) as session:
            await repository.add_bot(session, agency, {"name": name})
    async with opened.unit(agency) as session:
        found = await repository.page_of(session, agency, Window(), q=q)
        active = await repository.page_of(session, agency, Window(), statuses=[BotStatus.ACTIVE], q=q)
    assert [bot.name for bot in found.items] == names
    assert active.items == []


async def test_versions_are_counted_and_keep_their_report(opened: Database, admin: Any) -> None:
    agency = await _agency(admin, "a")
    report = Report((CaseResult("tells", ok=False, wrong=("Nobody was told.",)),), WHEN)
    values = {
        "status": VersionStatus.CANDIDATE,
        "code": "def run(ctx, input): ...",
        "details": DETAILS,
        "author": "offline",
    }
    async with opened.unit(agency) as session:
        bot = await repository.add_bot(session, agency, {"name": "Rate"})
        first = await repository.add_version(session, bot, values)
        second = await repository.add_version(session, bot, {**values, "report": report})
        await repository.set_version(session, bot, 1, status=VersionStatus.FAILED)
        page = await repository.versions_of(session, bot, Window())
        candidate = await repository.candidate_of(session, bot)
    assert (first.number, second.number) == (1, 2)
    assert second.details == DETAILS
    assert second.report == report
    assert [(one.number, one.status) for one in page.items] == [
        (2, VersionStatus.CANDIDATE),
        (1, VersionStatus.FAILED),
    ]
    assert candidate == second


async def test_the_conversation_keeps_its_order_and_its_answers(opened: Database, admin: Any) -> None:
    agency = await _agency(admin, "a")
    question = Question(id="rate", text="Which rate?", suggestions=("EUR", "USD"))
    async with opened.unit(agency) as session:
        bot = await repository.add_bot(session, agency, {"name": "Rate"})
        await repository.add_message(session, bot, "user", "Watch the rate")
        asked = await repository.add_message(session, bot, "assistant", "Tell me more", (question,))
        await repository.answer(session, bot, asked.id, {"rate": "EUR"})
        await repository.answer(session, bot, asked.id, {"other": "x"})
        lines = await repository.messages_of(session, bot)
    assert [line.text for line in lines] == ["Watch the rate", "Tell me more"]
    assert lines[1].questions == (question,)
    assert lines[1].answers == {"rate": "EUR", "other": "x"}


async def test_bots_removed_long_ago_are_let_go(opened: Database, admin: Any) -> None:
    agency = await _agency(admin, "a")
    async with opened.unit(agency) as session:
        old = await repository.add_bot(session, agency, {"name": "Old"})
        new = await repository.add_bot(session, agency, {"name": "New"})
        await repository.set_bot(session, old, deleted_at=datetime.now(UTC) - timedelta(days=31))
        await repository.set_bot(session, new, deleted_at=datetime.now(UTC) - timedelta(days=29))
    async with opened.system() as session:
        await repository.sweep(session)
    async with opened.unit(agency) as session:
        assert await repository.bot_of(session, agency, old.id, is_deleted=True) is None
        assert await repository.bot_of(session, agency, new.id, is_deleted=True) is not None
