"""What lets somebody reach further and waits: kept when it is asked for, decided once, used once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.errors import ConflictError, NotFoundError
from sayso.identity.audit import note
from sayso.identity.tables import UserRow
from sayso.notices.service import Notices
from sayso.publishing.tables import ReachApprovalRow
from sayso.runtime.types import Module
from sayso.spec.reach import Widening

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class ReachApproval:
    """What somebody asked to let others reach; ``decision`` is none while it waits."""

    id: UUID
    sentences: tuple[str, ...]
    asked_by: str
    asked_at: datetime
    decision: bool | None
    decided_by: str
    decided_at: datetime | None
    comment: str
    used_at: datetime | None


class ReachApprovals:
    """What was asked of those who may let others reach further, and what they decide."""

    def __init__(self, database: Database, notices: Notices) -> None:
        self._database = database
        self._notices = notices

    async def all(self, module: Module, *, is_open: bool | None = None) -> list[ReachApproval]:
        """What was asked of those who may let others reach further, the newest first."""
        asker, decider = UserRow.__table__.alias("asker"), UserRow.__table__.alias("decider")
        row = ReachApprovalRow
        query = (
            select(
                row.id, row.sentences, func.coalesce(asker.c.name, ""), row.asked_at, row.decision,
                func.coalesce(decider.c.name, ""), row.decided_at, row.comment, row.used_at,
            )
            .outerjoin(asker, asker.c.id == row.asked_by)
            .outerjoin(decider, decider.c.id == row.decided_by)
            .where(row.agency_id == module.site.agency_id, row.module_id == module.id)
            .order_by(row.asked_at.desc(), row.id)
            .limit(MOST_LISTED)
        )  # fmt: skip
        if is_open is not None:
            query = query.where(row.decision.is_(None) if is_open else row.decision.is_not(None))
        async with self._database.unit(module.site.agency_id) as session:
            found = (await session.execute(query)).all()
        return [ReachApproval(one[0], tuple(one[1]), *one[2:]) for one in found]

    async def decide(
        self, module: Module, approval_id: UUID, user_id: UUID, *, approved: bool, comment: str
    ) -> None:
        """Approve or refuse once; whoever asked is told.

        Raises:
            NotFoundError: when nothing of this id was asked.
            ConflictError: when it was decided before.
        """
        row = ReachApprovalRow
        mine = (row.agency_id == module.site.agency_id, row.module_id == module.id, row.id == approval_id)
        async with self._database.unit(module.site.agency_id) as session:
            decided = (
                update(row)
                .where(*mine, row.decision.is_(None))
                .values(decision=approved, decided_by=user_id, decided_at=func.now(), comment=comment)
                .returning(row.sentences, row.asked_by)
                .execution_options(synchronize_session=False)
            )
            found = (await session.execute(decided)).first()
            if found is None:
                if await session.scalar(select(row.id).where(*mine)) is None:
                    raise NotFoundError("Nothing of this kind waits here.")
                raise ConflictError("This was decided before.", hint="Look at the list again.")
            changes = {"widens": [None, list(found[0])]} | ({"comment": [None, comment]} if comment else {})
            await note_module(session, "reach.approved" if approved else "reach.refused", module, changes)
            if found[1] is not None and found[1] != user_id:
                await self._notices.tell(
                    session,
                    module.site.agency_id,
                    found[1],
                    title=f"{module.name}: your change was {'approved' if approved else 'refused'}",
                    text="\n".join((*([f"“{comment}”"] if comment else []), *found[0])),
                    level="success" if approved else "warning",
                    link=f"/modules/{module.slug}/builders",
                    about=("module", module.id),
                )


async def ask(session: AsyncSession, module: Module, widening: Widening, user_id: UUID | None) -> None:
    """Keep what waits, once."""
    row = ReachApprovalRow
    same = select(row.id).where(
        row.agency_id == module.site.agency_id,
        row.module_id == module.id,
        row.decision.is_(None),
        row.keys == list(widening.keys),
    )
    if await session.scalar(same) is not None:
        return
    values = {"agency_id": module.site.agency_id, "module_id": module.id, "asked_by": user_id}
    said = {"keys": list(widening.keys), "sentences": list(widening.sentences)}
    await session.execute(insert(row).values(**values, **said))
    await note_module(session, "reach.asked", module, {"widens": [None, list(widening.sentences)]})


async def approved(session: AsyncSession, module: Module, widening: Widening) -> UUID | None:
    """An approval, not used yet, of all that is let through."""
    row = ReachApprovalRow
    query = select(row.id).where(
        row.agency_id == module.site.agency_id,
        row.module_id == module.id,
        row.decision.is_(True),
        row.used_at.is_(None),
        row.keys.contains(list(widening.keys)),
    )
    return await session.scalar(query.order_by(row.asked_at).limit(1))


async def use(session: AsyncSession, module: Module, widening: Widening) -> None:
    """Note that what was approved is published; it lets nothing through a second time."""
    found = await approved(session, module, widening) if widening else None
    if found is not None:
        used = update(ReachApprovalRow).where(
            ReachApprovalRow.agency_id == module.site.agency_id, ReachApprovalRow.id == found
        )
        await session.execute(used.values(used_at=func.now()))


async def note_module(session: AsyncSession, action: str, module: Module, changes: Mapping[str, Any]) -> None:
    """Note what was done about a module in the audit log."""
    await note(session, action, "module", str(module.id), name=module.name, changes=changes)
