"""Questions that runs asked people, as SQL."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.running.repository import approval_of
from sayso.bots.tables import ApprovalRow
from sayso.bots.types import Approval
from sayso.db.keyset import Part, Window, part_of_query


async def approvals(
    session: AsyncSession,
    agency_id: UUID,
    window: Window,
    *,
    is_open: bool | None = None,
    bot_id: UUID | None = None,
    run_id: UUID | None = None,
) -> Part[Approval]:
    """Questions of runs of the agency, the newest first."""
    query = select(ApprovalRow).where(ApprovalRow.agency_id == agency_id)
    if is_open is not None:
        query = query.where(ApprovalRow.decision.is_(None) if is_open else ApprovalRow.decision.is_not(None))
    if bot_id is not None:
        query = query.where(ApprovalRow.bot_id == bot_id)
    if run_id is not None:
        query = query.where(ApprovalRow.run_id == run_id)
    query = query.execution_options(populate_existing=True)
    part = await part_of_query(session, query, window, ApprovalRow.asked_at, ApprovalRow.id, descending=True)
    return part.map(lambda row: approval_of(row[0]))
