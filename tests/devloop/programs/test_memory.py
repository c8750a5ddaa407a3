"""What worked is remembered for the agency where it did, and offered where it may help again."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import SecretStr
from sqlalchemy import text

from sayso.db.database import Database
from sayso.devloop.programs import memory
from sayso.devloop.programs.types import (
    Analysis,
    Developed,
    Fault,
    Lesson,
    Owner,
    Task,
    Trial,
)
from sayso.sandbox.types import Network, Reach, Secret
from tests.devloop.programs.scripted import draft, task, worked


async def learn(opened: Database, owner: Owner, of: Task, code: str, *faults: Fault, **parts: Any) -> None:
    wrong = [Trial(draft("x"), None, Analysis(one, f"{one} was wrong.", "…")) for one in faults]
    right = Trial(draft(code, **parts), worked({"value": 1}), None)
    async with opened.unit(owner.agency_id) as session:
        await memory.remember(session, owner.agency_id, of, Developed(ok=True, trials=(*wrong, right)))


async def recalled(opened: Database, owner: Owner, of: Task) -> Sequence[Lesson]:
    async with opened.unit(owner.agency_id) as session:
        return await memory.recall(session, owner.agency_id, of)


async def test_the_likest_tasks_come_first(opened: Database, owner: Owner) -> None:
    await learn(opened, owner, task(asked="Temperature in Vienna by the hour"), "weather")
    await learn(opened, owner, task(asked="Open orders by status"), "orders")
    await learn(opened, owner, task(asked="Late orders of this week"), "late")

    found = await recalled(opened, owner, task(asked="Show the orders that are late"))

    assert [lesson.code for lesson in found] == ["late", "orders"]


async def test_a_source_that_is_known_is_remembered_whatever_the_words(
    opened: Database, owner: Owner
) -> None:
    source = {
        "address": "https://api.example.com/v1/rates?base=EUR",
        "content_type": "application/json; charset=utf-8",
    }
    await learn(opened, owner, task(asked="Euro in dollars", facts=source), "rates")

    found = await recalled(opened, owner, task(asked="Wechselkurs des Yen", facts=source))

    assert [lesson.code for lesson in found] == ["rates"]


async def test_a_lesson_says_what_it_got_over(opened: Database, owner: Owner) -> None:
    await learn(opened, owner, task(asked="Open orders"), "orders", Fault.SHAPE, Fault.PARSING)

    [lesson] = await recalled(opened, owner, task(asked="Open orders"))

    assert lesson.faults == (Fault.SHAPE, Fault.PARSING)
    assert lesson.advice == "What went wrong first: shape was wrong. parsing was wrong. It counts."


async def test_other_agencies_and_other_kinds_learn_nothing_of_it(
    opened: Database, owner: Owner, other: Owner
) -> None:
    await learn(opened, owner, task(asked="Open orders"), "orders")

    assert await recalled(opened, other, task(asked="Open orders")) == []
    assert await recalled(opened, owner, task(asked="Open orders", kind="bot")) == []


async def test_the_same_program_is_remembered_once_and_counted(opened: Database, owner: Owner) -> None:
    for _ in range(3):
        await learn(opened, owner, task(asked="Open orders"), "orders")

    async with opened.unit(owner.agency_id) as session:
        rows = (await session.execute(text("select uses from program_lessons"))).scalars().all()
    assert rows == [3]


async def test_old_lessons_are_forgotten(opened: Database, owner: Owner) -> None:
    await learn(opened, owner, task(asked="Open orders"), "orders")
    async with opened.unit(owner.agency_id) as session:
        old = datetime.now(UTC) - memory.LIFETIME - timedelta(days=1)
        await session.execute(text("update program_lessons set used_at = :old"), {"old": old})

    assert await recalled(opened, owner, task(asked="Open orders")) == []
    await learn(opened, owner, task(asked="Late orders"), "late")
    async with opened.unit(owner.agency_id) as session:
        codes = (await session.execute(text("select code from program_lessons"))).scalars().all()
    assert codes == ["late"]


async def test_only_so_many_are_kept(opened: Database, owner: Owner, monkeypatch: Any) -> None:
    monkeypatch.setattr(memory, "MOST_LESSONS", 5)
    for number in range(8):
        await learn(opened, owner, task(asked=f"Open orders {number}"), f"orders {number}")

    async with opened.unit(owner.agency_id) as session:
        codes = (await session.execute(text("select code from program_lessons order by id"))).scalars().all()
    assert codes == [f"orders {number}" for number in range(3, 8)]


async def test_values_of_secrets_are_not_remembered(opened: Database, owner: Owner) -> None:
    secret = Secret(SecretStr("abcdef-123"), ("api.example.com",))
    network = Network(Reach.LISTED, ("api.example.com",), {"key": secret})
    await learn(opened, owner, task(asked="Orders with abcdef-123", network=network), "get('abcdef-123')")

    [lesson] = await recalled(opened, owner, task(asked="Orders", network=network))

    assert lesson.asked == "Orders with {{secret:key}}"
    assert lesson.code == "get('{{secret:key}}')"


async def test_nothing_is_learnt_from_what_failed(opened: Database, owner: Owner) -> None:
    async with opened.unit(owner.agency_id) as session:
        await memory.remember(session, owner.agency_id, task(), Developed(ok=False))

    assert await recalled(opened, owner, task()) == []
