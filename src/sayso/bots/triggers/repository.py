"""Triggers and signed calls as SQL; each query names its agency, but for those before one is known."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.details import ByBot, ByRow, TriggerSpec
from sayso.bots.ports import Spec
from sayso.bots.tables import TriggerRow
from sayso.bots.triggers.types import PRESENT, Followed, KeptTrigger, Listener
from sayso.bots.types import Trigger
from sayso.identity.secret import hash_of

_SPEC: TypeAdapter[Spec] = TypeAdapter(TriggerSpec)
_FRESH = {"populate_existing": True}
_HOOK = text(
    "select t.id, t.agency_id from bot_triggers t join bots b on b.agency_id = t.agency_id "
    "and b.id = t.bot_id where t.token_hash = :token and t.kind = 'webhook' and t.is_on "
    "and b.deleted_at is null and b.status <> 'draft'"
)
_CALLED = text(
    "insert into bot_calls (trigger_id, signature, agency_id) values (:trigger, :signature, :agency) "
    "on conflict do nothing returning 1"
)
_CALL = text(
    "select run_id from bot_calls where agency_id = :agency and trigger_id = :trigger "
    "and signature = any (:signatures) and run_id is not null limit 1"
)
_ANSWERED = text(
    "update bot_calls set run_id = :run where agency_id = :agency and trigger_id = :trigger "
    "and signature = any (:signatures)"
)
_NOW = text("select now()")
_SWEEP = text(
    "delete from bot_calls where at < now() - interval '1 day' and signature like 't=%' "
    "or at < now() - interval '400 days'"
)
_LISTENERS = (
    "select t.id, t.agency_id, t.bot_id, b.name, b.user_id, t.spec, t.position, t.notice "
    "from bot_triggers t join bots b on b.agency_id = t.agency_id and b.id = t.bot_id "
    "where t.kind = 'row' and t.is_on and b.status = 'active' and b.deleted_at is null "
    "and t.agency_id = :agency and t.source = :source order by t.created_at, t.id"
)
_ARE_HEARD = text(
    "select exists (select from bot_triggers where agency_id = :agency and kind = 'row' and is_on "
    "and source = :source and (cast(:entities as text[]) is null or target = any (:entities)))"
)
_FOLLOWED = text(
    "select t.agency_id, t.source, min(t.position) as position, m.id, m.revision_id, "
    "coalesce(m.status = 'published', false) as is_published from bot_triggers t "
    "join bots b on b.agency_id = t.agency_id and b.id = t.bot_id "
    "left join modules m on m.agency_id = t.agency_id and m.slug = t.source "
    "where t.kind = 'row' and t.is_on and b.status = 'active' and b.deleted_at is null "
    "group by t.agency_id, t.source, m.id, m.revision_id, m.status"
)
_OUTCOMES = text(
    "select t.id, t.spec from bot_triggers t join bots b on b.agency_id = t.agency_id and b.id = t.bot_id "
    "where t.agency_id = :agency and t.kind = 'bot' and t.target = :target and t.is_on "
    "and b.status = 'active' and b.deleted_at is null order by t.created_at, t.id"
)
_GONE_BOTS = text(
    "update bot_triggers t set notice = case when f.is_there then '' else :notice end "
    "from (select t.agency_id, t.id, exists (select from bots b where b.agency_id = t.agency_id "
    "and b.id::text = t.target and b.deleted_at is null) as is_there from bot_triggers t "
    "where t.kind = 'bot') f where f.agency_id = t.agency_id and f.id = t.id "
    "and (f.is_there and t.notice = :notice or not f.is_there and t.notice <> :notice)"
)


async def add(session: AsyncSession, agency_id: UUID, values: Mapping[str, Any]) -> KeptTrigger:
    """A new trigger."""
    added = insert(TriggerRow).values(agency_id=agency_id, **values).returning(TriggerRow)
    return _kept((await session.execute(added)).scalar_one())


async def of_bot(session: AsyncSession, agency_id: UUID, bot_id: UUID) -> list[KeptTrigger]:
    """The triggers of a bot, the oldest first."""
    query = select(TriggerRow).where(TriggerRow.agency_id == agency_id, TriggerRow.bot_id == bot_id)
    query = query.order_by(TriggerRow.created_at, TriggerRow.id).execution_options(**_FRESH)
    return [_kept(row) for row in await session.scalars(query)]


async def of_id(
    session: AsyncSession, agency_id: UUID, trigger_id: UUID, *, locks: bool = False
) -> KeptTrigger | None:
    """A trigger; with ``locks`` it is ours until the transaction ends."""
    query = select(TriggerRow).where(TriggerRow.agency_id == agency_id, TriggerRow.id == trigger_id)
    query = query.execution_options(**_FRESH)
    row = (await session.execute(query.with_for_update() if locks else query)).scalar_one_or_none()
    return None if row is None else _kept(row)


async def change(session: AsyncSession, agency_id: UUID, trigger_id: UUID, **values: Any) -> None:
    """Change columns of a trigger."""
    await session.execute(
        update(TriggerRow)
        .where(TriggerRow.agency_id == agency_id, TriggerRow.id == trigger_id)
        .values(values)
        .execution_options(synchronize_session=False)
    )


async def touch(session: AsyncSession, agency_id: UUID, trigger_id: UUID) -> None:
    """Note that a trigger set its bot off just now."""
    await change(session, agency_id, trigger_id, last_at=func.now())


async def advance(session: AsyncSession, agency_id: UUID, trigger_id: UUID, before: int, to: int) -> None:
    """Move on in the history, unless somebody else moved meanwhile."""
    await session.execute(
        update(TriggerRow)
        .where(TriggerRow.agency_id == agency_id, TriggerRow.id == trigger_id, TriggerRow.position == before)
        .values(position=to)
        .execution_options(synchronize_session=False)
    )


async def remove(session: AsyncSession, agency_id: UUID, trigger_id: UUID) -> None:
    """Remove a trigger, and the calls that came to it."""
    await session.execute(
        delete(TriggerRow).where(TriggerRow.agency_id == agency_id, TriggerRow.id == trigger_id)
    )


async def hook_of(session: AsyncSession, token: str) -> tuple[UUID, UUID] | None:
    """The trigger that answers at a webhook's address, and its agency, before one is known."""
    row = (await session.execute(_HOOK, {"token": hash_of(token)})).one_or_none()
    return None if row is None else (row.id, row.agency_id)


async def keep_call(
    session: AsyncSession, agency_id: UUID, trigger_id: UUID, signatures: Collection[str]
) -> bool:
    """Keep what a call proved itself with, waiting for whoever keeps the same; whether all of it was new."""
    values = {"agency": agency_id, "trigger": trigger_id}
    are_new = [
        (await session.execute(_CALLED, {**values, "signature": one})).first() is not None
        for one in sorted(signatures)
    ]
    return all(are_new)


async def answer_call(
    session: AsyncSession, agency_id: UUID, trigger_id: UUID, signatures: Collection[str], run_id: UUID
) -> None:
    """Keep which run came of a call."""
    values = {"agency": agency_id, "trigger": trigger_id, "signatures": list(signatures), "run": run_id}
    await session.execute(_ANSWERED, values)


async def run_of_call(
    session: AsyncSession, agency_id: UUID, trigger_id: UUID, signatures: Collection[str]
) -> UUID | None:
    """The run that came of the first call with one of these."""
    values = {"agency": agency_id, "trigger": trigger_id, "signatures": list(signatures)}
    found: UUID | None = (await session.execute(_CALL, values)).scalar_one_or_none()
    return found


async def now(session: AsyncSession) -> datetime:
    """When the transaction began, which is what all that it adds says."""
    moment: datetime = (await session.execute(_NOW)).scalar_one()
    return moment


async def sweep(session: AsyncSession) -> None:
    """Let go of calls that are refused for their age anyway, in all agencies."""
    await session.execute(_SWEEP)


async def listeners(session: AsyncSession, agency_id: UUID, slug: str) -> list[Listener]:
    """The triggers of active bots that follow rows of an application."""
    rows = await session.execute(text(_LISTENERS), {"agency": agency_id, "source": slug})
    return [
        Listener(
            row.id,
            row.agency_id,
            row.bot_id,
            row.name,
            row.user_id,
            ByRow.model_validate(row.spec),
            row.position,
            row.notice,
        )
        for row in rows
    ]


async def are_heard(
    session: AsyncSession, agency_id: UUID, slug: str, entities: Collection[str] | None
) -> bool:
    """Whether any trigger follows one of these entities of an application; any of them, where it is none."""
    values = {"agency": agency_id, "source": slug, "entities": None if entities is None else list(entities)}
    return bool((await session.execute(_ARE_HEARD, values)).scalar_one())


async def followed(session: AsyncSession) -> list[Followed]:
    """The applications of all agencies whose rows triggers of active bots follow."""
    return [
        Followed(row.agency_id, row.source, row.position, row.id, row.revision_id, row.is_published)
        for row in await session.execute(_FOLLOWED)
    ]


async def outcomes(session: AsyncSession, agency_id: UUID, bot_id: UUID) -> list[tuple[UUID, ByBot]]:
    """The triggers of active bots that wait for this bot to come to its end."""
    rows = await session.execute(_OUTCOMES, {"agency": agency_id, "target": str(bot_id)})
    return [(row.id, ByBot.model_validate(row.spec)) for row in rows]


async def note_gone_bots(session: AsyncSession, notice: str) -> None:
    """Say of triggers in all agencies that the bot they wait for is gone, and no more once it is back."""
    await session.execute(_GONE_BOTS, {"notice": notice})


def columns_of(spec: Spec) -> dict[str, Any]:
    """The columns that a spec is kept in."""
    values: dict[str, Any] = {"kind": spec.kind, "spec": spec.model_dump(mode="json")}
    match spec:
        case ByRow():
            return {**values, "source": spec.module, "target": spec.entity, "position": PRESENT}
        case ByBot():
            return {**values, "target": str(spec.bot)}
    return values


def _kept(row: TriggerRow) -> KeptTrigger:
    trigger = Trigger(
        id=row.id,
        bot_id=row.bot_id,
        spec=_SPEC.validate_python(row.spec),
        is_on=row.is_on,
        created_at=row.created_at,
        has_address=row.token_hash is not None,
        last_at=row.last_at,
        notice=row.notice,
    )
    return KeptTrigger(trigger, row.agency_id, row.sealed_secret, row.position)
