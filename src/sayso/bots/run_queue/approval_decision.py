"""What people decide about runs that wait for them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository as bots
from sayso.bots.run_queue import mutations, repository
from sayso.bots.run_queue.admission import Admission
from sayso.bots.run_queue.errors import DecidedError
from sayso.bots.run_queue.run_events import tell
from sayso.bots.tables import ApprovalRow
from sayso.bots.types import Approval, RunState
from sayso.db.database import Database
from sayso.errors import NotFoundError
from sayso.events.stream import Events

MOST_COMMENT = 2_000


@dataclass(frozen=True, slots=True)
class Deciding:
    """Writes down decisions, and has runs go on."""

    database: Database
    events: Events
    admission: Admission

    async def decide(
        self,
        agency_id: UUID,
        approval_id: UUID,
        user_id: UUID,
        among: ColumnElement[bool],
        *,
        approved: bool,
        comment: str,
    ) -> Approval:
        """Decide once; the run goes on when nothing else is open.

        Raises:
            NotFoundError: when there is no such question ``among`` those that this person is asked.
            DecidedError: when somebody was faster, or the run is over.
        """
        async with self.database.unit(agency_id) as session:
            bot_id = (await _found(session, agency_id, approval_id, among)).bot_id
            await self.admission.hold(session, bot_id)
            row = await _found(session, agency_id, approval_id, among)
            run = await repository.row_of(session, agency_id, row.run_id, locks=True)
            row = await _found(session, agency_id, approval_id, among)
            if run is None or row.decision is not None or run.ended_at is not None:
                raise DecidedError("This was decided before.", hint="Look at the run again.")
            said = comment[:MOST_COMMENT]
            row = await mutations.decide(session, row, user_id, approved=approved, comment=said)
            await self.events.append(session, agency_id, run.id, "approval", {})
            is_over = not await repository.open_approvals(session, agency_id, run.id)
            if run.state == RunState.WAITING and is_over:
                run = await mutations.set_run(session, run, state=RunState.QUEUED.value, admitted_at=None)
                bot = await bots.bot_of(session, agency_id, bot_id)
                if bot is not None:
                    await self.admission.admit(session, bot)
                await tell(self.events, session, run)
            return repository.approval_of(row)


async def _found(
    session: AsyncSession, agency_id: UUID, approval_id: UUID, among: ColumnElement[bool]
) -> ApprovalRow:
    query = select(ApprovalRow).where(
        ApprovalRow.agency_id == agency_id, ApprovalRow.id == approval_id, among
    )
    query = query.execution_options(populate_existing=True)
    row = (await session.execute(query)).scalar_one_or_none()
    if row is None:
        raise NotFoundError(
            "There is no such question.", hint="Its run may be over, or somebody else is asked."
        )
    return row
