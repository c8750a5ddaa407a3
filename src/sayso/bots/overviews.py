"""What stands around bots, as SQL: people, versions, triggers and questions, for many bots in one query."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.details import TriggerSpec
from sayso.bots.triggers.clocks import DUE
from sayso.bots.types import Bot

_SPEC: TypeAdapter[Any] = TypeAdapter(TriggerSpec)
_MOMENT: TypeAdapter[datetime | None] = TypeAdapter(datetime | None)
_AROUND = text(
    """
    with wanted as (
      select b.*, (
        select max(v.number) from bot_versions v
        where v.agency_id = b.agency_id and v.bot_id = b.id and v.status = 'candidate'
          and v.number > coalesce(b.version, 0)
      ) as candidate
      from bots b where b.agency_id = :agency and b.id = any (:ids)
    )
    select b.id, b.candidate, m.user_id as owner_id, coalesce(nullif(u.name, ''), u.email) as owner,
      v.author,
      (
        select count(*) from bot_approvals a
        where a.agency_id = b.agency_id and a.bot_id = b.id and a.decision is null
      ) as approvals,
      (
        select jsonb_agg(jsonb_build_object(
          'id', t.id, 'spec', t.spec, 'is_on', t.is_on, 'has_address', t.token_hash is not null,
          'last_at', t.last_at,
          'notice', t.notice, 'next_at', s.next_at
        ) order by t.created_at, t.id)
        from bot_triggers t
        left join schedules s on s.agency_id = t.agency_id and s.kind = any (:kinds)
          and s.key = t.id::text and s.is_on
        where t.agency_id = b.agency_id and t.bot_id = b.id
      ) as triggers
    from wanted b
    left join bot_versions v on v.agency_id = b.agency_id and v.bot_id = b.id
      and v.number = coalesce(b.version, b.candidate)
    left join memberships m on m.agency_id = b.agency_id and m.user_id = b.user_id
    left join users u on u.id = m.user_id
    """
)
_NAMES = text(
    """
    select 'bot' as kind, b.id, b.name, b.user_id, coalesce((b.policy ->> 'shared')::boolean, false) as shared
    from bots b where b.agency_id = :agency and b.id = any (:bots)
    union all
    select 'person', u.id, coalesce(nullif(u.name, ''), u.email), null, false from memberships m
    join users u on u.id = m.user_id where m.agency_id = :agency and m.user_id = any (:people)
    """
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the agency, and what they are called."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A trigger of a bot, and when it is due next."""

    id: UUID
    spec: Any
    is_on: bool
    has_address: bool
    last_at: datetime | None
    notice: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Names:
    """What bots and people are called, whose bots they are, and which all of the agency may read."""

    bots: Mapping[UUID, str]
    people: Mapping[UUID, Person]
    owners: Mapping[UUID, UUID | None]
    shared: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Overview:
    """A bot and what stands around it.

    ``owner`` is none where that person does not belong to the agency any more. ``author`` is that of the
    active version, or of the ``candidate`` where none was active yet. ``approvals`` are open.
    """

    bot: Bot
    owner: Person | None
    author: str | None
    candidate: int | None
    approvals: int
    triggers: tuple[Standing, ...]

    @property
    def next_run_at(self) -> datetime | None:
        """When it is due next, as far as clocks decide that."""
        return min((one.next_at for one in self.triggers if one.is_on and one.next_at), default=None)


async def overviews(session: AsyncSession, agency_id: UUID, bots: Sequence[Bot]) -> list[Overview]:
    """These bots of the agency with what stands around them, in the same order."""
    values = {"agency": agency_id, "ids": [bot.id for bot in bots], "kinds": [DUE]}
    rows = {row.id: row for row in (await session.execute(_AROUND, values)).all()} if bots else {}
    return [_overview(bot, rows[bot.id]) for bot in bots if bot.id in rows]


async def names_of(
    session: AsyncSession, agency_id: UUID, bots: Collection[UUID], people: Collection[UUID]
) -> Names:
    """What bots and people of the agency are called, those too that were removed; people who left are not."""
    values = {"agency": agency_id, "bots": list(bots), "people": list(people)}
    found = (await session.execute(_NAMES, values)).all() if bots or people else []
    return Names(
        bots={row.id: row.name for row in found if row.kind == "bot"},
        people={row.id: Person(row.id, row.name) for row in found if row.kind == "person"},
        owners={row.id: row.user_id for row in found if row.kind == "bot"},
        shared=frozenset(row.id for row in found if row.shared),
    )


def _overview(bot: Bot, row: Any) -> Overview:
    return Overview(
        bot=bot,
        owner=None if row.owner_id is None else Person(row.owner_id, row.owner),
        author=row.author,
        candidate=row.candidate,
        approvals=row.approvals,
        triggers=tuple(_standing(one) for one in row.triggers or ()),
    )


def _standing(kept: dict[str, Any]) -> Standing:
    return Standing(
        id=UUID(kept["id"]),
        spec=_SPEC.validate_python(kept["spec"]),
        is_on=kept["is_on"],
        has_address=kept["has_address"],
        last_at=_MOMENT.validate_python(kept["last_at"]),
        notice=kept["notice"],
        next_at=_MOMENT.validate_python(kept["next_at"]),
    )
