"""Runs and what belongs to them, read; each query names its agency."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ScalarSelect, Select, Text, case, func, literal, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from sayso.bots.run_queue.values import MOST_LISTED, kept, read, shown
from sayso.bots.tables import ApprovalRow, AttemptRow, LogRow, RunRow, StepRow
from sayso.bots.types import Approval, Attempt, Cause, Run, RunState, Step
from sayso.db.keyset import Part, Window, part_of_query

_CAUSE: TypeAdapter[Cause] = TypeAdapter(Cause)
_FRESH = {"populate_existing": True}
_LONG = "It is too long for a list; open the run to see it."
_OPEN = text(
    "select count(*) from bot_approvals where agency_id = :agency and run_id = :run and decision is null"
)


@dataclass(frozen=True, slots=True)
class LogPiece:
    """A piece of what a run wrote."""

    text: str
    attempt: int
    at: datetime


async def row_of(
    session: AsyncSession, agency_id: UUID, run_id: UUID, *, locks: bool = False
) -> RunRow | None:
    """A run's row; with ``locks`` it is ours until the transaction ends."""
    query = select(RunRow).where(RunRow.agency_id == agency_id, RunRow.id == run_id)
    query = query.execution_options(**_FRESH)
    return (await session.execute(query.with_for_update() if locks else query)).scalar_one_or_none()


async def same_of(session: AsyncSession, agency_id: UUID, bot_id: UUID, key: str) -> RunRow:
    """The run of a bot that has this idempotency key."""
    query = select(RunRow).where(
        RunRow.agency_id == agency_id, RunRow.bot_id == bot_id, RunRow.idempotency_key == key
    )
    return (await session.execute(query.execution_options(**_FRESH))).scalar_one()


async def page_of(
    session: AsyncSession,
    agency_id: UUID,
    window: Window,
    *,
    bot_id: UUID | None = None,
    states: Collection[RunState] = (),
    is_dead: bool | None = None,
) -> Part[Run]:
    """Runs, the newest first; inputs and outputs that are long are left out."""
    query = _listed().where(RunRow.agency_id == agency_id)
    if bot_id is not None:
        query = query.where(RunRow.bot_id == bot_id)
    if states:
        query = query.where(RunRow.state.in_([state.value for state in states]))
    if is_dead is not None:
        query = query.where(RunRow.is_dead if is_dead else ~RunRow.is_dead)
    part = await part_of_query(session, query, window, RunRow.created_at, RunRow.id, descending=True)
    return part.map(lambda row: seen(run_of(row)))


async def attempts_of(session: AsyncSession, agency_id: UUID, run_id: UUID) -> list[Attempt]:
    """The times that a run was begun, the first first."""
    query = select(AttemptRow).where(AttemptRow.agency_id == agency_id, AttemptRow.run_id == run_id)
    rows = await session.scalars(query.order_by(AttemptRow.number).execution_options(**_FRESH))
    return [
        Attempt(row.number, row.started_at, row.ended_at, cast("Any", row.ending), row.error, row.trace)
        for row in rows
    ]


async def steps_of(session: AsyncSession, agency_id: UUID, run_id: UUID) -> list[Step]:
    """The steps of a run that are done, in the order in which they were."""
    query = select(StepRow).where(StepRow.agency_id == agency_id, StepRow.run_id == run_id)
    rows = await session.scalars(query.order_by(StepRow.at, StepRow.name).execution_options(**_FRESH))
    return [Step(row.name, read(row.value), row.at, row.seconds, row.attempt) for row in rows]


async def log_of(session: AsyncSession, agency_id: UUID, run_id: UUID) -> list[LogPiece]:
    """What a run wrote, in order."""
    query = select(LogRow.text, LogRow.attempt, LogRow.at)
    query = query.where(LogRow.agency_id == agency_id, LogRow.run_id == run_id).order_by(LogRow.id)
    return [LogPiece(*row) for row in await session.execute(query)]


async def log_until(
    session: AsyncSession, agency_id: UUID, run_id: UUID, told: ScalarSelect[int]
) -> tuple[int | None, list[LogPiece]]:
    """What a run wrote, and what was told at that very moment; none of the latter where it wrote nothing."""
    query = select(LogRow.text, LogRow.attempt, LogRow.at, told.label("told"))
    query = query.where(LogRow.agency_id == agency_id, LogRow.run_id == run_id).order_by(LogRow.id)
    rows = (await session.execute(query)).all()
    return rows[0].told if rows else None, [LogPiece(row.text, row.attempt, row.at) for row in rows]


async def open_approvals(session: AsyncSession, agency_id: UUID, run_id: UUID) -> int:
    """How many questions of a run nobody has decided."""
    count: int = (await session.execute(_OPEN, {"agency": agency_id, "run": run_id})).scalar_one()
    return count


async def approvals_of(
    session: AsyncSession, agency_id: UUID, *, run_id: UUID | None = None, is_open: bool | None = None
) -> list[Approval]:
    """Questions that runs asked, the oldest first."""
    query = select(ApprovalRow).where(ApprovalRow.agency_id == agency_id)
    if run_id is not None:
        query = query.where(ApprovalRow.run_id == run_id)
    if is_open is not None:
        query = query.where(ApprovalRow.decision.is_(None) == is_open)
    rows = await session.scalars(
        query.order_by(ApprovalRow.asked_at, ApprovalRow.number).limit(1_000).execution_options(**_FRESH)
    )
    return [approval_of(row) for row in rows]


def approval_of(row: ApprovalRow) -> Approval:
    """A question as it is spoken of."""
    return Approval(
        id=row.id,
        run_id=row.run_id,
        bot_id=row.bot_id,
        number=row.number,
        text=row.text,
        asked_at=row.asked_at,
        decision=row.decision,
        comment=row.comment,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def run_of(row: Any) -> Run:
    """A run as it is; see ``seen`` for what people are shown of it."""
    return Run(
        id=row.id,
        bot_id=row.bot_id,
        agency_id=row.agency_id,
        version=row.version,
        state=RunState(row.state),
        cause=_CAUSE.validate_python(row.cause),
        input=read(row.input),
        output=read(row.output),
        error=row.error,
        attempt=row.attempt,
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        run_after=row.run_after,
        seconds=row.seconds,
        is_dead=row.is_dead,
        is_test=row.is_test,
    )


def seen(run: Run) -> Run:
    """The run as people see it: passwords in its input and output are hidden."""
    return replace(run, input=shown(run.input), output=shown(run.output))


def cause_kept(cause: Cause) -> dict[str, Any]:
    """Why a run is there, as it is kept."""
    said: dict[str, Any] = _CAUSE.dump_python(cause, mode="json", exclude_defaults=True)
    return said


def _listed() -> Select[*tuple[Any, ...]]:
    columns = [one for one in RunRow.__table__.columns if one.name not in {"input", "output"}]
    return select(*columns, _short(RunRow.input, "input"), _short(RunRow.output, "output"))


def _short(column: InstrumentedAttribute[Any], name: str) -> Any:
    long = literal(kept(_LONG), Text)
    return case((func.octet_length(column) > MOST_LISTED, long), else_=column).label(name)
