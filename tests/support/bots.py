"""Bots that are there already, as if they had been made in words."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sayso.bots import repository
from sayso.bots.details import BotDetails, Case, Expected, TriggerSpec
from sayso.bots.tables import ApprovalRow, StateRow
from sayso.bots.types import Bot, BotStatus, CaseResult, Report, VersionStatus
from sayso.db.database import Database

CODE = """
def run(ctx, input):
    ctx.log("counting")
    count = ctx.state.get("count", 0) + 1
    ctx.state.set("count", count)
    if isinstance(input, dict) and input.get("ask"):
        if not ctx.approve("Shall it go on?"):
            return {"went_on": False}
    if isinstance(input, dict) and input.get("fail"):
        raise ValueError("the shop is closed")
    return {"count": count, "input": input}
"""
CASE = Case(name="It counts", expect=Expected(result_contains={"count": 1}))


async def put_bot(
    database: Database,
    agency_id: UUID,
    user_id: UUID | None,
    *,
    name: str = "Counter",
    code: str = CODE,
    status: BotStatus = BotStatus.ACTIVE,
    triggers: tuple[TriggerSpec, ...] = (),
    **details: Any,
) -> Bot:
    """A bot with one version whose case passed: active, or a draft that waits to be."""
    is_active = status is not BotStatus.DRAFT
    described = BotDetails(name=name, triggers=triggers, cases=(CASE,), **details)
    report = Report((CaseResult(CASE.name, ok=True),), datetime.now(UTC))
    async with database.unit(agency_id) as session:
        bot = await repository.add_bot(
            session,
            agency_id,
            {"user_id": user_id, "name": name, "asked": "count, secretly", "description": "It counts."},
        )
        await repository.add_version(
            session,
            bot,
            {
                "status": VersionStatus.ACTIVE if is_active else VersionStatus.CANDIDATE,
                "code": code,
                "details": described,
                "author": "offline",
                "note": "First.",
                "report": report,
            },
        )
        return await repository.set_bot(session, bot, status=status, version=1 if is_active else None)


async def put_question(database: Database, bot: Bot, run_id: UUID) -> str:
    """A question that a run waits for, and a value that its bot keeps; the id of the question."""
    async with database.unit(bot.agency_id) as session:
        session.add(StateRow(bot_id=bot.id, agency_id=bot.agency_id, key="count", value="1"))
        row = ApprovalRow(
            agency_id=bot.agency_id, run_id=run_id, bot_id=bot.id, number=1, text="Shall it go on?"
        )
        session.add(row)
        await session.flush()
        return str(row.id)
