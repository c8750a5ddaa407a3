"""Changes of runs, of their attempts and of their questions, as SQL; each statement names its agency."""

from typing import Any
from uuid import UUID

from sqlalchemy import insert, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.tables import ApprovalRow, AttemptRow, RunRow

MOST_ERROR = 2_000
MOST_TRACE = 8_000
_NOW = text("clock_timestamp()")
_LOST = text(
    "select count(*) from bot_attempts where agency_id = :agency and run_id = :run and ending = 'lost' "
    "and error = :error"
)
_LOGGED = text(
    "select coalesce(sum(octet_length(text)), 0) from bot_log where agency_id = :agency and run_id = :run"
)
_LOG = text(
    """
    with mine as (
      select id from bot_runs where agency_id = :agency and id = :run and attempt = :attempt
        and state = 'running' for key share
    )
    insert into bot_log (agency_id, run_id, attempt, text) select :agency, id, :attempt, :text from mine
    returning id
    """
)
_MINE = text(
    "select exists (select from bot_runs where agency_id = :agency and id = :run and attempt = :attempt "
    "and state = 'running')"
)
_WITHDRAW = text(
    "delete from bot_approvals where agency_id = :agency and run_id = :run and decision is null returning id"
)


async def add_run(session: AsyncSession, agency_id: UUID, values: dict[str, Any]) -> RunRow | None:
    """A new run; none where there is one of the same idempotency key."""
    added = upsert(RunRow).values(agency_id=agency_id, **values)
    if values.get("idempotency_key") is not None:
        added = added.on_conflict_do_nothing(
            index_elements=["bot_id", "idempotency_key"], index_where=RunRow.idempotency_key.is_not(None)
        )
    return (await session.execute(added.returning(RunRow))).scalar_one_or_none()


async def set_run(session: AsyncSession, run: RunRow, **values: Any) -> RunRow:
    """Change columns of a run; the row as it is then."""
    changed = (
        update(RunRow)
        .where(RunRow.agency_id == run.agency_id, RunRow.id == run.id)
        .values(**values)
        .returning(RunRow)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return (await session.execute(changed)).scalar_one()


async def begin_attempt(session: AsyncSession, run: RunRow) -> None:
    """Write down that a run is begun once more."""
    await session.execute(
        insert(AttemptRow).values(agency_id=run.agency_id, run_id=run.id, number=run.attempt, started_at=_NOW)
    )


async def end_attempt(
    session: AsyncSession, run: RunRow, ending: str, error: str = "", trace: str = ""
) -> None:
    """Write down how the attempt that goes on came to its end, if one does."""
    await session.execute(
        update(AttemptRow)
        .where(
            AttemptRow.agency_id == run.agency_id,
            AttemptRow.run_id == run.id,
            AttemptRow.number == run.attempt,
            AttemptRow.ending == "",
        )
        .values(ended_at=_NOW, ending=ending, error=error[:MOST_ERROR], trace=trace[:MOST_TRACE])
        .execution_options(synchronize_session=False)
    )


async def times_lost(session: AsyncSession, run: RunRow, error: str) -> int:
    """How many attempts of a run were lost for this reason."""
    values = {"agency": run.agency_id, "run": run.id, "error": error}
    count: int = (await session.execute(_LOST, values)).scalar_one()
    return count


async def logged(session: AsyncSession, agency_id: UUID, run_id: UUID) -> int:
    """How many bytes a run has written."""
    count: int = (await session.execute(_LOGGED, {"agency": agency_id, "run": run_id})).scalar_one()
    return count


async def add_log(session: AsyncSession, agency_id: UUID, run_id: UUID, attempt: int, said: str) -> bool:
    """Add a piece to the log; whether the run still was this attempt's."""
    values = {"agency": agency_id, "run": run_id, "attempt": attempt, "text": said}
    return (await session.execute(_LOG, values)).first() is not None


async def is_mine(session: AsyncSession, agency_id: UUID, run_id: UUID, attempt: int) -> bool:
    """Whether a run is still this attempt's."""
    values = {"agency": agency_id, "run": run_id, "attempt": attempt}
    return bool((await session.execute(_MINE, values)).scalar_one())


async def withdraw(session: AsyncSession, run: RunRow) -> bool:
    """Take back the questions that nobody has decided; whether there were any."""
    found = await session.execute(_WITHDRAW, {"agency": run.agency_id, "run": run.id})
    return found.first() is not None


async def decide(
    session: AsyncSession, approval: ApprovalRow, user_id: UUID, *, approved: bool, comment: str
) -> ApprovalRow:
    """Write down what a person decided."""
    changed = (
        update(ApprovalRow)
        .where(ApprovalRow.agency_id == approval.agency_id, ApprovalRow.id == approval.id)
        .values(decision=approved, comment=comment, decided_by=user_id, decided_at=_NOW)
        .returning(ApprovalRow)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return (await session.execute(changed)).scalar_one()
